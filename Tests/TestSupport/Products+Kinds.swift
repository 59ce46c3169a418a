import CDossierModule
import Foundation

extension Products {
    /// What the modules declare of their kinds, as the libraries say themselves.
    package static func declaredKinds() throws -> [dossier_kind] {
        try modules().flatMap { library in
            // Never closed: what it declares stays valid.
            guard let handle = dlopen(library.path, RTLD_NOW | RTLD_LOCAL),
                let symbol = dlsym(handle, "dossier_module_entry"),
                let module = unsafeBitCast(symbol, to: Entry.self)(UInt32(DOSSIER_ABI))
            else { throw CocoaError(.executableLoad) }
            return UnsafeBufferPointer(start: module.pointee.kinds, count: Int(module.pointee.n_kinds))
        }
    }

    private typealias Entry = @convention(c) (UInt32) -> UnsafePointer<dossier_module>?
}

extension dossier_kind {
    /// Its terms, in their order.
    package var terms: [dossier_field] { Array(UnsafeBufferPointer(start: fields, count: Int(n_fields))) }
}
