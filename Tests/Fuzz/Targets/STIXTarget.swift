import DossierClient
import DossierCore

@testable import DossierFormats

/// A bundle is refused, or each of its objects is counted once, whatever it is.
enum STIXTarget {
    static func run(_ input: UnsafeRawBufferPointer) throws(Broken) {
        do throws(Status) {
            let reader = try STIXReader(try ImportFile(Array(input), called: "fuzz.json"))
            for kind in ResourceKind.allCases {
                for index in reader.survey.entries.indices { try check(try reader.resources(index, kind), kind) }
            }
            try check(reader.tally, reader.remarks)
        } catch {
            guard error.code != .internal else { throw Broken(error.message) }
            try error.checkRefusal()
        }
    }

    private static func check(_ resources: [DossierResource], _ kind: ResourceKind) throws(Status) {
        for resource in resources where resource.kind != kind || !ResourceKind.isID(resource.id) {
            throw Status(.internal, "gave \(resource.name) among the \(kind)")
        }
    }

    private static func check(_ tally: ImportTally, _ remarks: ImportRemarks) throws(Status) {
        let damaged = remarks.groups.filter { $0.group.trouble == .damaged && $0.group.type != "bundle" }
        let others = remarks.count(.notUnderstood) + remarks.count(.duplicate)
        let sum = tally.understood + tally.folded + others + damaged.reduce(0) { $0 + $1.count }
        guard sum == tally.things else { throw Status(.internal, "\(tally.things) objects, but \(sum) are told of") }
    }
}
