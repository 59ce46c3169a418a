import Dispatch
import DossierCore
import Glibc
import Synchronization

/// Writes lines on a thread of its own, in order, so that whoever logs never waits for who reads. Lines for which there is no
/// room, or which cannot be written, are dropped, and their number is told as soon as lines can be written again. Any thread.
final class LogWriter: Sendable {
    private struct State {
        /// Whole lines.
        var waiting: [UInt8] = []
        var dropped = 0
        /// The thread is at work.
        var isWriting = false
        /// What was written last has no end.
        var isTorn = false
    }

    /// What is written at one go.
    private struct Batch {
        let lines: [UInt8]
        /// So many dropped lines are told of behind them.
        let dropped: Int
        /// What was written before has no end.
        let isTorn: Bool
    }

    private static let end = UInt8(ascii: "\n")

    private let descriptor: CInt
    private let notice: @Sendable (Int) -> [UInt8]
    private let queue = DispatchQueue(label: "log")
    private let state = Mutex(State())

    /// - Parameters:
    ///   - descriptor: of a file, a pipe or a terminal; it stays open.
    ///   - notice: a line that says how many were dropped.
    init(to descriptor: CInt, notice: @escaping @Sendable (Int) -> [UInt8]) {
        self.descriptor = descriptor
        self.notice = notice
    }

    /// Takes one more line, with its end. Never blocks.
    func write(_ line: [UInt8]) {
        let begins = state.withLock { state in
            guard state.waiting.count + line.count <= Limits.logWaitingBytes else {
                state.dropped += 1
                return false
            }
            state.waiting += line
            defer { state.isWriting = true }
            return !state.isWriting
        }
        if begins { queue.async { self.drain() } }
    }

    /// Blocks until all that was taken has been written, but for `Limits.logFlushNanoseconds` at most.
    func flush() {
        let isDone = DispatchSemaphore(value: 0)
        queue.async { isDone.signal() }
        _ = isDone.wait(timeout: .now() + .nanoseconds(Int(Limits.logFlushNanoseconds)))
    }

    /// On the queue: writes until nothing waits.
    private func drain() {
        while let batch = next() { write(batch) }
    }

    private func next() -> Batch? {
        state.withLock { state in
            guard !state.waiting.isEmpty else {
                state.isWriting = false
                return nil
            }
            defer { (state.waiting, state.dropped, state.isTorn) = ([], 0, false) }
            return Batch(lines: state.waiting, dropped: state.dropped, isTorn: state.isTorn)
        }
    }

    private func write(_ batch: Batch) {
        if batch.isTorn, writeAll([Self.end]) == 0 {
            return lose(batch.lines.count { $0 == Self.end } + batch.dropped, isTorn: true)
        }
        let written = writeAll(batch.lines)
        guard written == batch.lines.count else {
            let lost = batch.lines[written...].count { $0 == Self.end }
            return lose(lost + batch.dropped, isTorn: written > 0 && batch.lines[written - 1] != Self.end)
        }
        guard batch.dropped > 0 else { return }
        let notice = notice(batch.dropped)
        let told = writeAll(notice)
        if told < notice.count { lose(batch.dropped, isTorn: told > 0) }
    }

    private func lose(_ lines: Int, isTorn: Bool) {
        state.withLock { state in
            state.dropped += lines
            state.isTorn = isTorn
        }
    }

    /// - Returns: how many bytes were written; fewer than all: there is no way for the others.
    private func writeAll(_ bytes: [UInt8]) -> Int {
        bytes.withUnsafeBytes { bytes in
            var written = 0
            while written < bytes.count {
                let count = Glibc.write(descriptor, bytes.baseAddress! + written, bytes.count - written)
                if count >= 0 {
                    written += count
                } else if errno == EAGAIN {
                    var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                    poll(&ready, 1, -1)
                } else if errno != EINTR {
                    break
                }
            }
            return written
        }
    }
}
