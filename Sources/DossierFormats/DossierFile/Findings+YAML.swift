import DossierYAML

extension Findings {
    /// One finding about a file as a whole.
    init(_ file: String, _ message: String) {
        self.init(all: [Finding(file: file, place: .unknown, path: "", message: message)])
    }

    /// Why a text cannot be read.
    init(_ fault: YAMLFault, in file: String) {
        self.init(all: [Finding(file: file, place: fault.place, path: "", message: fault.message)])
    }
}
