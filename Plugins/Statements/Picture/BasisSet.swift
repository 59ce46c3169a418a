import CDossierProtos

/// The bases of some statements, each once.
struct BasisSet {
    private var bits: UInt64 = 0

    mutating func insert(_ statements: [Spoken]) {
        for spoken in statements { bits |= 1 << UInt64(spoken.basis.rawValue & 63) }
    }

    /// In the order of the enum; that none was given is not one of them.
    var values: [UInt64] { (1..<64).filter { bits & 1 << $0 != 0 } }
}
