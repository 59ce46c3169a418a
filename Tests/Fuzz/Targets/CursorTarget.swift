import DossierCore

@testable import DossierStore

/// A cursor that nobody has sealed is refused; of one that is sealed, whatever it says is read without harm.
enum CursorTarget {
    private static let key = CursorKey(secret: [UInt8](repeating: 7, count: CursorKey.secretBytes))

    static func run(_ input: UnsafeRawBufferPointer) throws(Broken) {
        let bytes = Array(input)
        if let cursor = Cursor(packed: bytes) { try checkSealed(bytes, cursor) }
        for query in [Cursor.Purpose.find, .changes].map(query) {
            do throws(Status) {
                _ = try key.open(bytes, for: query)
                throw Status(.internal, "forged")
            } catch {
                try error.checkRefusal()
            }
        }
    }

    private static func checkSealed(_ bytes: [UInt8], _ cursor: Cursor) throws(Broken) {
        guard cursor.packed == bytes else { throw Broken("packed as another") }
        let sealed = key.seal(bytes)
        do throws(Status) {
            guard try key.open(sealed, for: cursor) == cursor else { throw Status(.internal, "opened as another") }
            var changed = sealed
            changed[Int(bytes[0]) % changed.count] ^= 1
            if (try? key.open(changed, for: cursor)) != nil { throw Status(.internal, "forged") }
        } catch {
            try error.checkRefusal()
        }
        _ = cursor.version
        for keys in 0...Limits.orderKeys {
            guard let place = SortKey(packed: cursor.position, keys: keys) else { continue }
            guard place.values.count == keys else { throw Broken("a place with other values than the order has") }
        }
    }

    private static func query(_ purpose: Cursor.Purpose) -> Cursor {
        let query = [UInt8](repeating: 0, count: Query.fingerprintBytes)
        return Cursor(purpose: purpose, showDeleted: false, clearance: .green, kind: 1, sequence: 1, query: query)
    }
}
