import DossierClient
import DossierCore
import Synchronization

@testable import DossierFormats

/// A mapping, a NUL and a table: they are refused with words, or each row is counted once, and what was surveyed is read.
enum CSVTarget {
    static func run(_ input: UnsafeRawBufferPointer) throws(Broken) {
        let (mapping, table) = (Array(input.prefix { $0 != 0 }), Array(input.drop { $0 != 0 }.dropFirst()))
        try Blocking.run { () async throws(Broken) in
            do {
                try await read(table, by: mapping)
            } catch let error as Findings {
                guard !error.all.isEmpty, error.all.allSatisfy({ !$0.message.isEmpty }) else {
                    throw Broken("refused without a word")
                }
            } catch let error as Status {
                try error.checkRefusal()
            } catch {
                throw error as? Broken ?? Broken("\(error)")
            }
        }
    }

    private static func read(_ table: [UInt8], by mapping: [UInt8]) async throws {
        let reader = try CSVReader(
            try ImportFile(table, called: "fuzz.csv"),
            mapping: try ImportFile(mapping, called: "fuzz.yaml")
        )
        var names: Set<String> = []
        for kind in ResourceKind.allCases {
            let before = names.count
            try await reader.read(kind) { (resource) throws(Status) in
                if resource.kind != kind || !ResourceKind.isID(resource.id) || !names.insert(resource.name).inserted {
                    throw Status(.internal, "gave \(resource.name) among the \(kind)")
                }
            }
            let (foreseen, given) = (reader.counts[kind, default: 0], names.count - before)
            guard given == foreseen else { throw Broken("\(foreseen) \(kind) foreseen, \(given) given") }
        }
        let (tally, remarks) = (reader.tally, reader.remarks)
        let told = [.notUnderstood, .damaged, .duplicate].reduce(0) { $0 + remarks.count($1) }
        guard tally.understood + tally.folded + told == tally.things else {
            throw Broken("\(tally.things) rows: \(tally), \(told) are told of")
        }
    }
}
