/// How long a store file is waited for that another server has open.
public struct LockPatience: Sendable {
    /// 0: it is not waited for.
    let nanoseconds: Int64
    /// Told once, before it waits: whose use of which file it waits for.
    let waits: @Sendable (String) -> Void

    /// Does not wait.
    public static let none = LockPatience(nanoseconds: 0) { _ in }

    /// Waits so long at most.
    /// - Parameter waits: told once, before it waits, in words: which file, and which process has it open.
    public init(nanoseconds: Int64, waits: @escaping @Sendable (String) -> Void) {
        self.nanoseconds = nanoseconds
        self.waits = waits
    }
}
