import DossierCore
import DossierStore

/// One transaction of a writing thread.
struct WriterScript: Sendable {
    let run: String
    let thread: Int
    let number: Int

    /// "RUN-THREAD-NUMBER": the thread's numbers count from 1.
    var id: String { "\(run)-\(thread)-\(number)" }

    /// Tells one id's body from another's, and is of many lengths.
    private var body: [UInt8] {
        [UInt8](String(repeating: "\(id) ", count: 1 + (thread * 31 + number * 7) % 200).utf8)
    }

    /// A kind without terms but its body.
    static func kind(_ name: String) -> Kind {
        let fields = [Field(name: "start", type: .text, repeated: false)]
        return Kind(name: name, fields: fields, termsVersion: 1) { (record, sink) throws(Status) in
            try sink.add(field: 0, value: UnsafeRawBufferPointer(rebasing: record.body.prefix(40)))
        }
    }

    /// Writes the twins and counts.
    func write(_ transaction: any WriteTransaction) throws(Status) -> [UInt8] {
        try put(transaction, "notes", id, body, revision: 0)
        let counter = "\(run)-\(thread)"
        try put(transaction, "counters", counter, [UInt8]("\(number)".utf8), revision: UInt64(number - 1))
        try put(transaction, "topics", id, body, revision: 0)
        return []
    }

    private func put(
        _ transaction: any WriteTransaction,
        _ kind: String,
        _ id: String,
        _ body: [UInt8],
        revision: UInt64
    ) throws(Status) {
        let result = [UInt8](id.utf8).withUnsafeBytes { id in
            body.withUnsafeBytes { body -> Result<UInt64, Status> in
                let record = NewRecord(kind: kind, id: id, body: body, tlp: 3, deleted: false, revision: revision)
                do throws(Status) { return .success(try transaction.put(record)) } catch { return .failure(error) }
            }
        }
        _ = try result.get()
    }
}
