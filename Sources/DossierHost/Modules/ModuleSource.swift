import CDossierModule
import DossierCore
import Glibc

/// Where a module comes from.
public enum ModuleSource: @unchecked Sendable {
    // Sendable: a declaration is immutable and lives as long as the process.

    /// A shared library.
    case library(path: String)
    /// Part of this program.
    case builtin(name: String, declaration: UnsafePointer<dossier_module>)

    /// The shared libraries of a folder, `*.so`, in the order of their names.
    public static func folder(_ path: String) throws(Status) -> [ModuleSource] {
        guard let directory = opendir(path) else {
            throw Status(
                .failedPrecondition,
                "cannot read the module folder \(path): \(String(cString: strerror(errno))); name it with --modules"
            )
        }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.hasSuffix(".so") { names.append(name) }
        }
        guard !names.isEmpty else {
            let advice = "name another with --modules"
            throw Status(.failedPrecondition, "the module folder \(path) holds no module (*.so); \(advice)")
        }
        return names.sorted().map { .library(path: "\(path)/\($0)") }
    }

    /// The library as it is now; nil when there is none.
    var file: ModuleFile? {
        if case .library(let path) = self { ModuleFile(path: path) } else { nil }
    }

    /// For messages.
    var name: String {
        switch self {
        case .library(let path): path
        case .builtin(let name, _): name
        }
    }

    /// What the module declares; FAILED_PRECONDITION when it is no module that can run here. A library stays loaded.
    func declaration() throws(Status) -> UnsafePointer<dossier_module> {
        switch self {
        case .builtin(_, let declaration): return declaration
        case .library(let path):
            typealias Entry = @convention(c) (UInt32) -> UnsafePointer<dossier_module>?
            guard let image = dlopen(path, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE) else {
                throw refused("cannot be loaded: \(String(cString: dlerror()))")
            }
            guard let symbol = dlsym(image, "dossier_module_entry") else {
                throw refused("has no dossier_module_entry: is it a module?")
            }
            guard let declaration = unsafeBitCast(symbol, to: Entry.self)(UInt32(DOSSIER_ABI)) else {
                throw refused("cannot run in a server of ABI \(DOSSIER_ABI): build it against this server's header")
            }
            return declaration
        }
    }

    /// Why the module is not taken.
    func refused(_ reason: String) -> Status { Status(.failedPrecondition, "module \(name) \(reason)") }
}
