import CDossierProtos
import DossierWire

/// Counts for people: numbers, and bars where there is a terminal.
struct CountView {
    private static let widestBar = 40
    private static let gap = "  "

    private let counts: [(key: String, count: Int)]

    /// - Parameter counts: of `dossier.v1.CountStatementsResponse`, in its order.
    init(_ counts: [JSONValue], by key: CountCommand.Key, _ names: NameBook) {
        self.counts = counts.map { (Self.text($0["key"], key, names), $0["count"]?.count ?? 0) }
    }

    private static func text(_ key: JSONValue?, _ kind: CountCommand.Key, _ names: NameBook) -> String {
        switch kind {
        case .kind: Words.word(.string("STATEMENT_KIND_\(key?.text ?? "")"), dossier__v1__statement_kind__type())
        case .speaker: Terminal.clean(names.text(key))
        case .month: key?.text ?? ""
        }
    }

    func lines(_ layout: Layout) -> [String] {
        let keys = counts.map { $0.key.count }.max() ?? 0
        let digits = counts.map { "\($0.count)".count }.max() ?? 0
        let most = max(1, counts.map(\.count).max() ?? 1)
        guard let width = layout.width else { return counts.map { "\($0.key)\t\($0.count)" } }
        // The bars shrink before the keys are cut.
        let room = max(0, min(Self.widestBar, width - keys - digits - 2 * Self.gap.count))
        let column = max(8, min(keys, width - digits - Self.gap.count))
        return counts.map { key, count in
            let cut = Terminal.cut(key, column)
            let start = cut + String(repeating: " ", count: column - cut.count)
            let number = String(repeating: " ", count: digits - "\(count)".count) + "\(count)"
            let bar = layout.style.faint(String(repeating: "█", count: bar(count, most, room)))
            return "\(start)\(Self.gap)\(number)" + (room > 0 ? "\(Self.gap)\(bar)" : "")
        }
    }

    /// What is there can be seen, however little it is.
    private func bar(_ count: Int, _ most: Int, _ room: Int) -> Int { count == 0 ? 0 : max(1, count * room / most) }
}
