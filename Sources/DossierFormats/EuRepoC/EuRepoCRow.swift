import DossierYAML

/// A row of a table by the names of its columns. "Not available", "Unknown" and the like are absences.
struct EuRepoCRow {
    /// Why a row is not what it should be, in words that do not name it.
    struct Fault: Error {
        let column: String
        let reason: String
    }

    private let row: CSVRow
    private let columns: [String: Int]

    private static let absent: Set<String> = [
        "", "Not available", "Unknown", "None", "NaT", "Unknown - not attributed",
    ]

    init(_ row: CSVRow, _ columns: [String: Int]) { (self.row, self.columns) = (row, columns) }

    /// Of its cells.
    var bytes: Int { row.cells.reduce(0) { $0 + $1.utf8.count } }

    /// Where it begins.
    var place: Place { row.place }

    /// A cell as it stands; empty when there is no such column.
    func raw(_ column: String) -> String { columns[column].map { row.cells[$0] } ?? "" }

    /// What a cell says; nil: nothing.
    subscript(_ column: String) -> String? { Self.said(raw(column)) }

    /// What the parts of a cell say.
    func parts(_ column: String) -> [String] { Self.split(raw(column)).compactMap(Self.said) }

    /// The parts of a cell, each where it stands; nil: it says nothing.
    func places(_ column: String) -> [String?] {
        raw(column).isEmpty ? [] : Self.split(raw(column)).map(Self.said)
    }

    /// A cell that holds a list.
    func list(_ column: String) throws(Fault) -> [PythonList] {
        let text = raw(column)
        if text.isEmpty { return [] }
        guard let list = PythonList(text) else { throw Fault(column: column, reason: "is no list of texts") }
        return list.elements
    }

    /// A cell that holds a number, which EuRepoC writes as 7211.0, too; nil: it is empty.
    func number(_ column: String) throws(Fault) -> Int? {
        let text = raw(column)
        if text.isEmpty { return nil }
        guard let number = Int(text.hasSuffix(".0") ? text.dropLast(2) : text[...]), number >= 0 else {
            throw Fault(column: column, reason: "is no number; are the columns shifted?")
        }
        return number
    }

    /// A cell that holds a date; nil: it says nothing.
    /// - Parameter firstDayIsMonth: whether the first day of a month stands for the month.
    func date(_ column: String, firstDayIsMonth: Bool = false) throws(Fault) -> EuRepoCDate? {
        guard let text = self[column] else { return nil }
        guard let date = EuRepoCDate(text, firstDayIsMonth: firstDayIsMonth) else {
            throw Fault(column: column, reason: "is no date; are the columns shifted?")
        }
        return date
    }

    /// What a cell says, its lines as they stand; nil: nothing.
    func text(_ column: String) -> String? {
        let text = String(raw(column)[...].trimmingSpace)
        return Self.absent.contains(text) ? nil : text
    }

    /// What a text says, with single spaces between its words; nil: nothing.
    static func said(_ text: some StringProtocol) -> String? {
        let text = isPlain(text) ? String(text) : text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return absent.contains(text) ? nil : text
    }

    /// Whether it is words of ASCII with single spaces between them, as most texts are: these are quickly told.
    private static func isPlain(_ text: some StringProtocol) -> Bool {
        let space = UInt8(ascii: " ")
        var before = space
        for byte in text.utf8 {
            guard byte >= space, byte < 0x7f, byte != space || before != space else { return false }
            before = byte
        }
        return text.isEmpty || before != space
    }

    /// At each "; " that does not stand in parentheses.
    private static func split(_ text: String) -> [Substring] {
        guard text.utf8.contains(UInt8(ascii: ";")) else { return [text[...]] }
        var parts: [Substring] = []
        var (depth, start) = (0, text.startIndex)
        for index in text.indices {
            switch text[index] {
            case "(": depth += 1
            case ")": depth = max(0, depth - 1)
            case ";" where depth == 0 && text[text.index(after: index)...].first?.isWhitespace != false:
                parts.append(text[start..<index])
                start = text.index(after: index)
            default: break
            }
        }
        return parts + [text[start...]]
    }
}
