import Glibc

/// Has memory overwritten as it is freed, in the whole process while the body runs: whoever still uses it does not go
/// unnoticed (mallopt(3), M_PERTURB).
package func overwritingFreedMemory(_ body: () async throws -> Void) async rethrows {
    let perturb: Int32 = -6
    typealias Mallopt = @convention(c) (Int32, Int32) -> Int32
    // Glibc's module lacks it.
    let mallopt = dlsym(nil, "mallopt").map { unsafeBitCast($0, to: Mallopt.self) }
    _ = mallopt?(perturb, 0xa5)
    defer { _ = mallopt?(perturb, 0) }
    try await body()
}
