/// A list as Python writes it, in which EuRepoC keeps several values in one cell: `['a', None, ["b's", 'c']]`.
enum PythonList: Equatable {
    /// Nil of `None`.
    case text(String?)
    case list([PythonList])

    /// Nil when it is none.
    init?(_ text: String) {
        var reader = Reader(rest: text.unicodeScalars[...])
        guard let value = reader.value(depth: 0), case .list = value, reader.isAtEnd else { return nil }
        self = value
    }

    /// The texts in it, at any depth.
    var texts: [String] {
        switch self {
        case .text(let text): text.map { [$0] } ?? []
        case .list(let elements): elements.flatMap(\.texts)
        }
    }

    /// Its elements; none of a text.
    var elements: [PythonList] { if case .list(let elements) = self { elements } else { [] } }

    private struct Reader {
        var rest: Substring.UnicodeScalarView

        var isAtEnd: Bool {
            mutating get {
                passSpace()
                return rest.isEmpty
            }
        }

        mutating func value(depth: Int) -> PythonList? {
            passSpace()
            switch rest.first {
            case "[": return depth < 2 ? list(depth: depth) : nil
            case "'", "\"": return text().map(PythonList.text)
            default:
                guard rest.starts(with: "None".unicodeScalars) else { return nil }
                rest.removeFirst(4)
                return .text(nil)
            }
        }

        private mutating func list(depth: Int) -> PythonList? {
            rest.removeFirst()
            var elements: [PythonList] = []
            passSpace()
            while rest.first != "]" {
                guard let element = value(depth: depth + 1) else { return nil }
                elements.append(element)
                passSpace()
                guard rest.first == "," || rest.first == "]" else { return nil }
                if rest.first == "," { rest.removeFirst() }
                passSpace()
            }
            rest.removeFirst()
            return .list(elements)
        }

        private mutating func text() -> String? {
            let quote = rest.removeFirst()
            var text = String.UnicodeScalarView()
            while let scalar = rest.popFirst() {
                if scalar == quote { return String(text) }
                guard scalar == "\\" else {
                    text.append(scalar)
                    continue
                }
                guard let escaped = escape() else { return nil }
                text.append(escaped)
            }
            return nil
        }

        private mutating func escape() -> Unicode.Scalar? {
            guard let letter = rest.popFirst() else { return nil }
            switch letter {
            case "n": return "\n"
            case "r": return "\r"
            case "t": return "\t"
            case "x": return code(digits: 2)
            case "u": return code(digits: 4)
            case "U": return code(digits: 8)
            case "'", "\"", "\\": return letter
            default: return nil
            }
        }

        private mutating func code(digits: Int) -> Unicode.Scalar? {
            let text = String(rest.prefix(digits))
            rest = rest.dropFirst(digits)
            return text.unicodeScalars.count == digits ? UInt32(text, radix: 16).flatMap(Unicode.Scalar.init) : nil
        }

        private mutating func passSpace() {
            while rest.first?.properties.isWhitespace == true { rest.removeFirst() }
        }
    }
}
