/// Running text whose parts are marked, to be broken into lines.
struct Prose {
    enum Mark {
        case plain, strong, faint
    }

    private var parts: [(text: String, mark: Mark)] = []

    init(_ text: String, _ mark: Mark = .plain) { parts = [(Terminal.clean(text), mark)] }

    static func + (one: Prose, other: Prose) -> Prose {
        var prose = one
        prose.parts += other.parts
        return prose
    }

    /// The whole of it, unmarked.
    var text: String { parts.map(\.text).joined() }

    /// - Parameters:
    ///   - indent: of every line.
    ///   - hanging: more of it, from the second line on.
    func lines(_ layout: Layout, indent: Int = 0, hanging: Int = 0) -> [String] {
        let rows = rows(room: layout.room(indent), less: hanging)
        return rows.enumerated().map { index, words in
            String(repeating: " ", count: index == 0 ? indent : indent + hanging) + Self.line(words, layout.style)
        }
    }

    private typealias Word = [(text: String, mark: Mark)]

    /// Fills one line after the other.
    private func rows(room: Int?, less hanging: Int) -> [[Word]] {
        guard let room else { return [words] }
        var rows: [[Word]] = [[]]
        var used = 0
        for word in words {
            let count = word.reduce(0) { $0 + $1.text.count }
            let limit = rows.count == 1 ? room : room - hanging
            if used > 0, used + 1 + count > limit {
                rows.append([])
                used = 0
            }
            rows[rows.count - 1].append(word)
            used += (used > 0 ? 1 : 0) + count
        }
        return rows
    }

    /// What stands between spaces, even when it is made of several parts.
    private var words: [Word] {
        var words: [Word] = []
        var isOpen = false
        for part in parts {
            for (index, piece) in part.text.split(separator: " ", omittingEmptySubsequences: false).enumerated() {
                if index > 0 { isOpen = false }
                guard !piece.isEmpty else { continue }
                if !isOpen { words.append([]) }
                words[words.count - 1].append((String(piece), part.mark))
                isOpen = true
            }
        }
        return words
    }

    /// Neighbours with one mark are marked together.
    private static func line(_ words: [Word], _ style: Style) -> String {
        var runs: Word = []
        for (index, word) in words.enumerated() {
            for (place, piece) in word.enumerated() {
                let gap = index > 0 && place == 0 ? " " : ""
                if let last = runs.last, last.mark == piece.mark {
                    runs[runs.count - 1].text += gap + piece.text
                } else {
                    if !gap.isEmpty { runs[runs.count - 1].text += gap }
                    runs.append(piece)
                }
            }
        }
        return runs.map { marked($0.text, $0.mark, style) }.joined()
    }

    private static func marked(_ text: String, _ mark: Mark, _ style: Style) -> String {
        switch mark {
        case .plain: text
        case .strong: style.strong(text)
        case .faint: style.faint(text)
        }
    }
}

/// Where text is laid out.
struct Layout {
    /// What is left for text, however deep it stands.
    private static let narrowest = 24

    /// Columns; nil: lines are not broken.
    let width: Int?
    let style: Style

    /// Columns right of an indent.
    func room(_ indent: Int) -> Int? { width.map { max(Self.narrowest, $0 - indent) } }
}
