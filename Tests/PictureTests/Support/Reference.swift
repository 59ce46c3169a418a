import Foundation
import TestSupport

/// The program reference.py: random records, and what their pictures must be.
struct Reference {
    /// It did not end well.
    struct Failure: Error { var output: String }

    /// What the records follow from.
    let seed: UInt64

    /// So many records, from a number on.
    func records(from first: Int, count: Int) async throws -> [WrittenRecord] {
        try await run("records", "\(seed)", "\(first)", "\(count)")
    }

    /// A record, each time without one statement more, under names that this attempt alone uses.
    func smaller(than record: WrittenRecord, attempt: Int) async throws -> [WrittenRecord] {
        try await run("smaller", "\(seed)", "\(record.number)", "\(attempt)", record.leftOut)
    }

    private func run(_ arguments: String...) async throws -> [WrittenRecord] {
        let program = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../reference.py")
        // Without its byte code: the project's folder stays as it is.
        let command = try await Command.run(["python3", "-B", program.standardized.path] + arguments)
        guard command.status == 0 else { throw Failure(output: command.output) }
        return try command.output.split(separator: "\n").map(WrittenRecord.init)
    }
}
