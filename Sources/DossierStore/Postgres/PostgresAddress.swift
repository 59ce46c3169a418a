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

    /// The same text without the passwords that may stand in it, as long as it can be used; else as `description`.
    public var withoutPassword: String {
        let bare = text.replacing(/^([a-z]+:\/\/[^:@\/]*):[^@\/]*@/, maxReplacements: 1) { "\($0.1)@" }
        let parts = bare.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var shown = String(parts[0])
        if parts.count > 1 {
            let open = parts[1].split(separator: "&").filter { !Self.isSecret($0.prefix { $0 != "=" }) }
            if !open.isEmpty { shown += "?" + open.joined(separator: "&") }
        }
        // libpq has the last word on what is a password.
        guard let values = Self.values(of: shown), !values.keys.contains(where: Self.isSecret) else {
            return description
        }
        return shown
    }

    private static func isSecret(_ name: some StringProtocol) -> Bool {
        name.contains("%") || secrets.contains(String(name))
    }

    /// The keywords whose values libpq says are not to be displayed.
    private static let secrets: Set<String> = {
        guard let options = PQconninfoParse("", nil) else { return [] }
        defer { PQconninfoFree(options) }
        var names: Set<String> = []
        var option = options
        while let keyword = option.pointee.keyword {
            if option.pointee.dispchar.map({ String(cString: $0) }) == "*" { names.insert(String(cString: keyword)) }
            option += 1
        }
        return names
    }()

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
