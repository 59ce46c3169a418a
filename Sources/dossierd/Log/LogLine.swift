import DossierCore
import Logging

/// One line of the log as it is made, of at most `Limits.logLineBytes`: fields that find no room are left out, and so is the
/// end of a value that is long.
struct LogLine {
    private let format: LogFormat
    private var bytes: [UInt8] = []
    private var isCut = false

    init(_ format: LogFormat) { self.format = format }

    /// What every line begins with; the time is now.
    /// - Parameter source: which part of the program says it.
    mutating func begin(_ level: Logger.Level, _ message: String, source: String) {
        append("time", LogText.time(WallClock.now()))
        append("level", level.rawValue)
        append("msg", message)
        append("source", source)
    }

    /// A field. Numbers are numbers in JSON, too; other values are texts.
    mutating func add(_ key: String, _ value: Logger.MetadataValue) {
        let key = Self.name(key)
        if case .stringConvertible(let number) = value, number is Int || number is Double {
            append(key, Array("\(number)".utf8))
        } else {
            append(key, "\(value)")
        }
    }

    /// The whole line.
    consuming func end() -> [UInt8] {
        if isCut { bytes += format == .json ? #","cut":true"#.utf8 : " cut=true".utf8 }
        return format == .json ? [UInt8(ascii: "{")] + bytes + "}\n".utf8 : bytes + "\n".utf8
    }

    /// What `end` may add.
    private static let reserve = 16

    private mutating func append(_ key: String, _ text: String) {
        append(key, format == .logfmt && LogText.isWord(text) ? Array(text.utf8) : LogText.quoted(text))
    }

    private mutating func append(_ key: String, _ value: [UInt8]) {
        let isJSON = format == .json
        let name = isJSON ? "\"\(key)\":" : "\(key)="
        let separator = bytes.isEmpty ? "" : isJSON ? "," : " "
        let size = separator.utf8.count + name.utf8.count + value.count
        guard bytes.count + size + Self.reserve <= Limits.logLineBytes else { return isCut = true }
        bytes += separator.utf8
        bytes += name.utf8
        bytes += value
    }

    /// A key that both formats can have, and that is none of those that every line has.
    private static func name(_ key: String) -> String {
        let isSafe = { (byte: UInt8) in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "-"): true
            default: false
            }
        }
        let name = String(decoding: key.utf8.prefix(64).map { isSafe($0) ? $0 : UInt8(ascii: "_") }, as: UTF8.self)
        return name.isEmpty || ["time", "level", "msg", "source", "cut"].contains(name) ? "\(name)_" : name
    }
}
