/// How CSV writes texts.
enum CSVNotation {
    /// A row.
    static func write(_ cells: [String], to output: inout [UInt8]) {
        for (index, cell) in cells.enumerated() {
            if index > 0 { output.append(UInt8(ascii: ",")) }
            let bytes = cell.utf8
            guard bytes.contains(where: { [0x22, 0x2c, 0x0a, 0x0d].contains($0) }) || cell.hasPrefix(" ") else {
                output += bytes
                continue
            }
            output.append(UInt8(ascii: "\""))
            for byte in bytes { output += byte == 0x22 ? [0x22, 0x22] : [byte] }
            output.append(UInt8(ascii: "\""))
        }
        output += [0x0d, 0x0a]
    }

    /// A text that no spreadsheet takes for a formula: what begins with one of = + - @, a tab or a line break, after any
    /// apostrophes, gets an apostrophe before it.
    static func guarded(_ text: String) -> String {
        let first = text.unicodeScalars.first { $0 != "'" }
        return first.map { formulaSigns.contains($0) } == true ? "'\(text)" : text
    }

    /// An element of a list in a cell.
    static func escaped(_ text: String) -> String {
        guard text.utf8.contains(where: { [0x5c, 0x7c, 0x3b].contains($0) }) else { return text }
        return text.replacing("\\", with: "\\\\").replacing("|", with: "\\|").replacing(";", with: "\\;")
    }

    private static let formulaSigns: Set<Unicode.Scalar> = ["=", "+", "-", "@", "\t", "\r", "\n"]
}
