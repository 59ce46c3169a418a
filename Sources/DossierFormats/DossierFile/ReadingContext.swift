import DossierCore
import DossierYAML

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

    /// Whether nothing more would be told.
    var isFull: Bool { findings.count >= Limits.fileFindings }

    /// Notes what is wrong at a place, and what is allowed.
    func refuse(_ place: Place, _ path: String, _ message: String) {
        guard !isFull else { return }
        let place = file.isEmpty ? Place.unknown : place
        findings.append(Finding(file: file, place: place, path: path, message: message))
    }

    /// Notes that a name is not one of those that are known there: "no such field; did you mean "kind"?".
    func refuse(_ place: Place, _ path: String, _ message: String, name: String, known: [String]) {
        guard !isFull else { return }
        let hint = NearestName.of(name, among: known).map { "did you mean \"\($0)\"?" }
        refuse(place, path, "\(message); \(hint ?? "allowed are \(known.joined(separator: ", "))")")
    }

    /// Counts a value. False past the limit, since an alias can make a small file very large, and when nothing more would
    /// be told.
    func takes(_ node: YAMLNode, _ path: String) -> Bool {
        elements += 1
        if elements == Limits.fileElements + 1 {
            refuse(
                node.place,
                path,
                "the file holds more than \(Limits.fileElements) values, aliases expanded; split it"
            )
        }
        return elements <= Limits.fileElements && !isFull
    }
}
