import CDossierProtos
import DossierCore
import ModuleKit

/// How many statements there are, by kind, speaker or month.
enum CountStatementsMethod {
    private static let reply = FieldNumbers(dossier__v1__count_statements_response__type())
    private static let count = FieldNumbers(dossier__v1__statement_count__type())

    static let method = Method.reading("CountStatements") { call, request throws(Interrupt) in
        let request = UnsafeRawPointer(request)
            .assumingMemoryBound(to: Dossier__V1__CountStatementsRequest.self).pointee
        let groups = try Groups(by: request.by)
        let filter = String(cString: request.filter)
        try call.host.store.read(call, at: Moments.requested(request.recorded_as_of)) { transaction throws(Interrupt) in
            let counts = try counted(groups, filter, in: transaction)
            var writer = WireWriter(capacity: 1_024)
            for (key, count) in counts { writer.message(reply["counts"], encode(key, count)) }
            writer.varint(reply["sequence"], try transaction.moment.sequence)
            writer.bytes.withUnsafeBytes { call.finish(encoded: $0) }
        }
    }

    private static func counted(
        _ groups: Groups,
        _ filter: String,
        in transaction: Transaction
    ) throws(Interrupt) -> [(key: String, count: UInt64)] {
        do throws(Interrupt) {
            return try groups.counts(filter, in: transaction)
        } catch {
            guard error.status.code == .invalidArgument else { throw error }
            throw .invalid("filter", error.status.message)
        }
    }

    private static func encode(_ key: String, _ number: UInt64) -> [UInt8] {
        var writer = WireWriter(capacity: 64)
        writer.bytes(count["key"], key.utf8)
        writer.varint(count["count"], number)
        return writer.bytes
    }
}
