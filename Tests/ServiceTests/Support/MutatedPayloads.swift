import DossierClient
import DossierCore
import TestSupport

/// Requests of every method that is served, most of them damaged; the same for the same seed.
struct MutatedPayloads {
    private var generator: SeededGenerator
    private let valid: [(method: MethodName, payload: [UInt8])]

    init(seed: UInt64) throws(Status) {
        generator = SeededGenerator(seed: seed)
        var valid: [(MethodName, [UInt8])] = []
        for collection in Collection.all {
            for (method, request) in Self.requests(collection) {
                valid.append((try MethodName(method), try MethodTypes(method).encode(request)))
            }
        }
        self.valid = valid
    }

    mutating func next() throws -> (method: MethodName, payload: [UInt8]) {
        var (method, payload) = valid.randomElement(using: &generator)!
        // A payload of another method, too.
        if chance(10) { method = valid.randomElement(using: &generator)!.method }
        while !chance(3) { damage(&payload) }
        return (method, payload)
    }

    private mutating func chance(_ of: Int) -> Bool { Int.random(in: 0..<of, using: &generator) == 0 }

    private mutating func damage(_ payload: inout [UInt8]) {
        let place = Int.random(in: 0...payload.count, using: &generator)
        switch Int.random(in: 0..<6, using: &generator) {
        case 0 where place < payload.count: payload[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        case 1 where place < payload.count: payload[place] = UInt8.random(in: 0...255, using: &generator)
        case 2: payload.removeSubrange(place...)
        case 3: payload.insert(contentsOf: generator.bytes(upTo: 20), at: place)
        case 4:
            let end = Int.random(in: place...payload.count, using: &generator)
            payload.append(contentsOf: payload[place..<end])
        default:
            // A length or a number that is as large as they get.
            payload.insert(contentsOf: [UInt8](repeating: 0xff, count: 9) + [0x01], at: place)
        }
    }

    private static func requests(_ collection: Collection) -> [(method: String, request: JSON)] {
        let name = JSON("\(collection.items)/first")
        let moment: JSON = ["sequence": "3"]
        let time: JSON = ["earliest": "2022-07-15T00:00:00Z", "precision": "PRECISION_OPEN", "text": "July 15"]
        var rich = collection.sample
        rich.labels = [["key": "a", "value": "b"]]
        rich.externalRefs = [["source": "eurepoc", "id": "1502"]]
        rich.tlp = "TLP_GREEN"
        if let field = collection.time { rich[field] = time }
        return [
            (collection.method("Create"), [collection.field: rich, "requestId": "r"]),
            (collection.method("Create"), [collection.field: rich, "\(collection.field)Id": "x"]),
            (collection.method("Create"), [collection.field: collection.sample, "validateOnly": true]),
            (collection.method("Get"), ["name": name, "recordedAsOf": moment]),
            (collection.method("Get"), ["name": name]),
            (collection.methods("List"), ["pageSize": 3, "showDeleted": true, "returnTotalSize": true]),
            (collection.method("Update"), [collection.field: rich.merging(["name": name])]),
            (collection.method("Delete"), ["name": JSON("\(collection.items)/x"), "etag": "e"]),
            (collection.methods("BatchGet"), ["names": [name, name], "recordedAsOf": moment]),
            (collection.methods("BatchCreate"), ["requests": [[collection.field: rich], [collection.field: rich]]]),
            (collection.methods("Watch"), ["sequence": "1"]),
        ]
    }
}
