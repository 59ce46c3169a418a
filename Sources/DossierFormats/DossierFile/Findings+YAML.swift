import DossierYAML

extension Findings {
    /// One finding about a file as a whole.
    init(_ file: String, _ message: String) {
        self.init(all: [Finding(file: file, place: .unknown, path: "", message: message)])
    }

}

extension YAMLNode {
    /// The root of a text that must have one.
    /// - Parameter file: how messages call the text.
    /// - Throws: why it cannot be read.
    static func root(of text: String, in file: String) throws(Findings) -> YAMLNode {
        let root: YAMLNode?
        do {
            root = try parse(text)
        } catch {
            throw Findings(all: [Finding(file: file, place: error.place, path: "", message: error.message)])
        }
        guard let root else { throw Findings(file, "is empty") }
        return root
    }
}
