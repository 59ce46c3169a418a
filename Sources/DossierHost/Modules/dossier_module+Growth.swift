import CDossierModule

extension dossier_module {
    /// Bytes of the declaration in the contract's first version, which ended before `redact`.
    static var firstVersionBytes: Int { MemoryLayout<dossier_module>.offset(of: \.redact)! }

    /// A copy of a declaration that has so many bytes; what an older one does not have is absent.
    init(_ declaration: UnsafePointer<dossier_module>, bytes: Int) {
        self.init()
        let size = min(bytes, MemoryLayout<dossier_module>.size)
        withUnsafeMutableBytes(of: &self) {
            $0.copyMemory(from: UnsafeRawBufferPointer(start: declaration, count: size))
        }
    }
}
