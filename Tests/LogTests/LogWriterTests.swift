import DossierCore
import Foundation
import Testing

@testable import dossierd

/// Lines are written by a thread of their own, and whoever logs never waits for it.
@Suite struct LogWriterTests {
    private static let line = Array((String(repeating: "x", count: 199) + "\n").utf8)

    private static func writer(to descriptor: CInt) -> LogWriter {
        LogWriter(to: descriptor) { Array("dropped \($0)\n".utf8) }
    }

    @Test func whatNobodyReadsIsDroppedAndCounted() async throws {
        let pipe = Pipe()
        let writer = Self.writer(to: pipe.fileHandleForWriting.fileDescriptor)
        let count = 3 * Limits.logWaitingBytes / Self.line.count
        for _ in 0..<count { writer.write(Self.line) }
        let text = Self.text(of: pipe)
        writer.flush()
        try pipe.fileHandleForWriting.close()
        let lines = await text().split(separator: "\n")
        let whole = lines.count { $0.utf8.count == Self.line.count - 1 }
        let dropped = lines.compactMap { Int($0.trimmingPrefix("dropped ")) }
        #expect(!dropped.isEmpty && lines.count == whole + dropped.count)
        #expect(whole + dropped.reduce(0, +) == count)
        // What waits, and what the thread has in hand.
        #expect(whole * Self.line.count <= 2 * Limits.logWaitingBytes)
    }

    @Test func aFlushEndsThoughNobodyReads() throws {
        let pipe = Pipe()
        let writer = Self.writer(to: pipe.fileHandleForWriting.fileDescriptor)
        for _ in 0..<1_000 { writer.write(Self.line) }
        let start = ContinuousClock.now
        writer.flush()
        #expect(.now - start >= .nanoseconds(Limits.logFlushNanoseconds))
        // Or its thread would wait for ever.
        signal(SIGPIPE, SIG_IGN)
        try pipe.fileHandleForReading.close()
        // Its descriptor may be another file's when the pipe is gone.
        writer.flush()
        withExtendedLifetime(pipe) {}
    }

    @Test func linesComeInOrder() async throws {
        let pipe = Pipe()
        let writer = Self.writer(to: pipe.fileHandleForWriting.fileDescriptor)
        let text = Self.text(of: pipe)
        for number in 0..<10_000 { writer.write(Array("\(number)\n".utf8)) }
        writer.flush()
        try pipe.fileHandleForWriting.close()
        #expect(await text().split(separator: "\n").compactMap { Int($0) } == Array(0..<10_000))
    }

    /// As on a full disk.
    @Test func whatCannotBeWrittenIsCounted() async throws {
        let full = open("/dev/full", O_WRONLY)
        let writer = Self.writer(to: full)
        for _ in 0..<3 {
            writer.write(Self.line)
            writer.flush()
        }
        let text = try await Self.rest(of: writer, at: full)
        #expect(text == String(decoding: Self.line, as: UTF8.self) + "dropped 3\n")
    }

    @Test func aLineBehindOneThatBrokeOffIsALineOfItsOwn() async throws {
        signal(SIGPIPE, SIG_IGN)
        let pipe = Pipe()
        let descriptor = dup(pipe.fileHandleForWriting.fileDescriptor)
        try pipe.fileHandleForWriting.close()
        let writer = Self.writer(to: descriptor)
        writer.write(Array((String(repeating: "y", count: 200_000) + "\n").utf8))
        // A pipe takes some of it.
        let begun = pipe.fileHandleForReading.readData(ofLength: 10)
        #expect(begun.count == 10)
        try pipe.fileHandleForReading.close()
        writer.flush()
        // One more finds no way, and leaves what broke off as it is.
        writer.write(Self.line)
        writer.flush()
        let text = try await Self.rest(of: writer, at: descriptor)
        #expect(text == "\n" + String(decoding: Self.line, as: UTF8.self) + "dropped 2\n")
    }

    /// What comes of one more line when the descriptor leads to a reader again.
    private static func rest(of writer: LogWriter, at descriptor: CInt) async throws -> String {
        let pipe = Pipe()
        #expect(dup2(pipe.fileHandleForWriting.fileDescriptor, descriptor) == descriptor)
        try pipe.fileHandleForWriting.close()
        writer.write(line)
        writer.flush()
        close(descriptor)
        return await text(of: pipe)()
    }

    /// Reads to the end, on a thread of its own.
    private static func text(of pipe: Pipe) -> () async -> String {
        let (stream, continuation) = AsyncStream.makeStream(of: Data.self)
        let reading = pipe.fileHandleForReading
        Thread.detachNewThread {
            continuation.yield((try? reading.readToEnd()) ?? Data())
            continuation.finish()
        }
        return {
            for await data in stream { return String(decoding: data, as: UTF8.self) }
            return ""
        }
    }
}
