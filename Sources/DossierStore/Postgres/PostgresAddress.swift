import CPostgres
import DossierCore
import Glibc

/// Where a database is: a connection URI of libpq, or its keywords and values. A password may stand in it.
public struct PostgresAddress: Sendable, CustomStringConvertible {
    /// As it was given.
    public let text: String
    private let place: String?

    /// Keeps it; whether it can be used, `check` says.
    public init(_ text: String) {
        self.text = text
        place = Self.values(of: text).map { values in
            let port = values["port"].map { ":\($0)" } ?? ""
            return "\(values["host"] ?? values["hostaddr"] ?? "")\(port)/\(values["dbname"] ?? "")"
        }
    }

    /// Host, port and database, which may be shown.
    public var description: String { "postgres://\(place ?? "..")" }

    /// Whether it names more than one host.
    var hasSeveralHosts: Bool { place?.contains(",") == true }

    /// INVALID_ARGUMENT when libpq does not understand it. What libpq says of it could show a password.
    public func check() throws(Status) {
        guard place == nil else { return }
        throw Status(
            .invalidArgument,
            """
            this is no connection URI of PostgreSQL: write postgres://USER@HOST:PORT/DATABASE?NAME=VALUE, with / ? @ : % \
            and blanks in its parts as %2F %3F %40 %3A %25 %20
            """
        )
    }

    private static func values(of text: String) -> [String: String]? {
        var message: UnsafeMutablePointer<CChar>?
        defer { PQfreemem(message) }
        guard let options = PQconninfoParse(text, &message) else { return nil }
        defer { PQconninfoFree(options) }
        var values: [String: String] = [:]
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val { values[String(cString: keyword)] = String(cString: value) }
            option += 1
        }
        return values
    }
}
