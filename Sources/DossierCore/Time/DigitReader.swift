/// Reads text of fixed form: so many digits, then this character.
public struct DigitReader {
    private let text: [UInt8]
    private var offset = 0

    /// At the beginning of a text.
    public init(_ text: [UInt8]) { self.text = text }

    /// Nothing is left.
    public var isAtEnd: Bool { offset == text.count }

    /// Exactly so many digits.
    public mutating func number(_ count: Int) -> Int? {
        var number = 0
        for _ in 0..<count {
            guard let digit = digit() else { return nil }
            number = number * 10 + digit
        }
        return number
    }

    /// One digit.
    public mutating func digit() -> Int? {
        guard offset < text.count, (0x30...0x39).contains(text[offset]) else { return nil }
        defer { offset += 1 }
        return Int(text[offset] - 0x30)
    }

    /// Passes the character if it is at hand.
    public mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard offset < text.count, text[offset] == UInt8(ascii: character) else { return false }
        offset += 1
        return true
    }
}
