import DossierCore
import Synchronization

/// What the modules declare that serve at this moment. Where several carry a file, the first module's is given.
struct ServedFiles {
    private let modules: [LoadedModule]

    init(_ host: Host) {
        modules = host.modules.filter { $0.state.load(ordering: .acquiring) == .serving }
    }

    /// The full names of all services, sorted.
    var services: [String] { modules.flatMap(\.services).sorted() }

    func file(named name: String) -> DescribedFiles.File? { first { $0[name] } }

    func file(declaring symbol: String) -> DescribedFiles.File? { first { $0.file(declaring: symbol) } }

    func hasMessage(_ name: String) -> Bool { modules.contains { $0.files.hasMessage(name) } }

    /// A file, and behind it what it imports, directly or not, each once, as far as `Limits.reflectionBytes` reach. A file
    /// alone that is larger is none.
    func withImports(_ file: DescribedFiles.File) -> [[UInt8]] {
        var encoded: [[UInt8]] = []
        var bytes = 0
        var seen: Set = [file.name]
        var waiting = [file][...]
        while let file = waiting.popFirst() {
            bytes += file.encoded.count
            guard bytes <= Limits.reflectionBytes else { break }
            encoded.append(file.encoded)
            waiting += file.imports.filter { seen.insert($0).inserted }.compactMap(self.file(named:))
        }
        return encoded
    }

    private func first(_ find: (DescribedFiles) -> DescribedFiles.File?) -> DescribedFiles.File? {
        for module in modules {
            if let file = find(module.files) { return file }
        }
        return nil
    }
}
