import DossierCore
import DossierYAML

/// Finds the spans of a bundle's objects in a file, without making values of them: a string of any length and nesting of
/// any depth cost nothing but time.
struct BundleScanner {
    /// Where one element of "objects" stands.
    struct Element {
        let offset: Int
        let length: Int
        let place: Place
        /// The file ends before it does.
        let isCut: Bool
    }

    private static let longestName = 64

    private let file: ImportFile
    private var reader: ByteReader
    /// The file ended before the bundle did.
    private(set) var isCut = false
    /// Where something begins behind the objects that is no member of the bundle, or is objects once more.
    private(set) var rest: Place?

    /// Goes to the first object.
    /// - Throws: INVALID_ARGUMENT when the file is no bundle.
    init(_ file: ImportFile) throws(Status) {
        self.file = file
        reader = ByteReader(file)
        try skipMark()
        guard try token() == UInt8(ascii: "{") else { throw refusal("it does not begin with {") }
        _ = try reader.next()
        while true {
            guard let next = try token() else { throw refusal("it ends before its \"objects\" begin") }
            guard next != UInt8(ascii: "}") else { throw refusal("it has no \"objects\"") }
            if next == UInt8(ascii: ",") {
                _ = try reader.next()
                continue
            }
            guard next == UInt8(ascii: "\""), let name = try string(), try token() == UInt8(ascii: ":") else {
                throw refusal("line \(reader.line) is not JSON")
            }
            _ = try reader.next()
            let value = try token()
            if name == Array("objects".utf8), value == UInt8(ascii: "[") {
                _ = try reader.next()
                return
            }
            guard try skipValue() else { throw refusal("it ends before its \"objects\" begin") }
        }
    }

    /// The next object, or what stands in its place; nil after the last.
    mutating func next() throws(Status) -> Element? {
        guard !isCut else { return nil }
        while let byte = try token() {
            if byte == UInt8(ascii: "]") {
                _ = try reader.next()
                try finish()
                return nil
            }
            if byte != UInt8(ascii: ",") { return try element() }
            _ = try reader.next()
        }
        isCut = true
        return nil
    }

    /// Passes what follows the objects: other members, the end of the bundle, the end of the file.
    private mutating func finish() throws(Status) {
        while let byte = try token() {
            let place = reader.place
            _ = try reader.next()
            if byte == UInt8(ascii: "}") {
                if try token() != nil { rest = reader.place }
                return
            }
            guard byte == UInt8(ascii: ","), let quote = try token() else {
                if byte == UInt8(ascii: ",") { break }
                return rest = place
            }
            guard quote == UInt8(ascii: "\"") else { return rest = reader.place }
            guard let name = try string(), let colon = try token() else { break }
            guard colon == UInt8(ascii: ":"), name != Array("objects".utf8) else { return rest = place }
            _ = try reader.next()
            guard try token() != nil, try skipValue() else { break }
        }
        isCut = true
    }

    private mutating func element() throws(Status) -> Element {
        let (offset, place) = (reader.offset, reader.place)
        isCut = try !skipValue()
        return Element(offset: offset, length: reader.offset - offset, place: place, isCut: isCut)
    }

    /// Passes a value; false when the file ends within it.
    private mutating func skipValue() throws(Status) -> Bool {
        guard let first = try reader.next() else { return false }
        switch first {
        case UInt8(ascii: "\""): return try skipString()
        case UInt8(ascii: "{"), UInt8(ascii: "["): return try skipNested()
        default:
            while let byte = try reader.peek(), !Self.ends(byte) { _ = try reader.next() }
            return true
        }
    }

    private mutating func skipNested() throws(Status) -> Bool {
        var depth = 1
        while let byte = try reader.next() {
            switch byte {
            case UInt8(ascii: "\""): guard try skipString() else { return false }
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                if depth == 0 { return true }
            default: break
            }
        }
        return false
    }

    /// Passes a string whose first quote has been passed.
    private mutating func skipString() throws(Status) -> Bool {
        while let byte = try reader.next() {
            if byte == UInt8(ascii: "\"") { return true }
            if byte == UInt8(ascii: "\\") { _ = try reader.next() }
        }
        return false
    }

    /// A member's name, as far as it is worth comparing; nil when the file ends within it.
    private mutating func string() throws(Status) -> [UInt8]? {
        _ = try reader.next()
        var bytes: [UInt8] = []
        while let byte = try reader.next() {
            if byte == UInt8(ascii: "\"") { return bytes }
            if bytes.count < Self.longestName { bytes.append(byte) }
            if byte == UInt8(ascii: "\\") { _ = try reader.next() }
        }
        return nil
    }

    /// The next byte that is no white space; it stays the next.
    private mutating func token() throws(Status) -> UInt8? {
        while let byte = try reader.peek(), Self.isSpace(byte) { _ = try reader.next() }
        return try reader.peek()
    }

    /// Passes the mark that some programs write before UTF-8.
    private mutating func skipMark() throws(Status) {
        let start = try file.read(at: 0, count: 4)
        if start.starts(with: ImportFile.byteOrderMark) { for _ in 0..<3 { _ = try reader.next() } }
        if start.starts(with: [0xfe, 0xff]) || start.starts(with: [0xff, 0xfe]) || start.contains(0) {
            throw refusal("it is not in UTF-8; convert it first, as with iconv")
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 }

    private static func ends(_ byte: UInt8) -> Bool {
        isSpace(byte) || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}")
    }

    private func refusal(_ reason: String) -> Status {
        Status(.invalidArgument, "\(file.name) is no STIX bundle: \(reason)")
    }
}
