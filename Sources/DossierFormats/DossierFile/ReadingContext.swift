import DossierCore
import Yams

/// What the reading of one file needs everywhere: its names, its defaults, and what has been found wrong so far.
final class ReadingContext {
    /// As given by the caller; a path, or "-"; empty when there is no file.
    let file: String
    var names = LocalNames()
    /// Of a resource that says nothing of it; the name of a value of `dossier.v1.Tlp`.
    var defaultTlp: String?
    /// Of an appearance that names none.
    var defaultSource: String?
    private(set) var findings: [Finding] = []
    private var elements = 0

    init(file: String) { self.file = file }

    /// Notes what is wrong with a node, and what is allowed.
    func refuse(_ node: Node, _ path: String, _ message: String) {
        guard findings.count < Limits.fileFindings else { return }
        let place = file.isEmpty ? Place.unknown : Self.place(node)
        findings.append(Finding(file: file, place: place, path: path, message: message))
    }

    /// Counts a node. False past the limit: an alias can make a small file very large.
    func takes(_ node: Node, _ path: String) -> Bool {
        elements += 1
        if elements == Limits.fileElements + 1 {
            refuse(node, path, "the file holds more than \(Limits.fileElements) values, aliases expanded; split it")
        }
        return elements <= Limits.fileElements
    }

    static func place(_ node: Node) -> Place {
        node.mark.map { Place(line: $0.line, column: $0.column) } ?? .unknown
    }
}
