import Foundation

/// Starts threads and hands back what ends when all of them have.
func threads(
    _ count: Int,
    _ failures: Collected<String>,
    _ body: @escaping @Sendable (Int) throws -> Void
) -> DispatchGroup {
    let group = DispatchGroup()
    for index in 0..<count {
        group.enter()
        Thread.detachNewThread {
            do { try body(index) } catch { failures.add("\(error)") }
            group.leave()
        }
    }
    return group
}
