/// A bounded set of records that lets go of what was not used lately: the CLOCK algorithm.
///
/// The ring is the hash table itself, so that a record is found by looking at one place and at the record: open
/// addressing with linear probing, and what follows a hole moves up into it.
struct RecordRing {
    private struct Place {
        /// The record's key, and in its lowest bit whether the record was used since the hand was here.
        var tag: UInt64 = 0
        var record: CachedRecord?

        var isUsed: Bool { tag & 1 != 0 }
        var key: UInt64 { tag & ~1 }
    }

    /// A power of two of them, a quarter or more of them empty.
    private var places = [Place](repeating: Place(), count: 16)
    private(set) var count = 0
    private var hand = 0
    private(set) var bytes = 0
    private let limit: Int

    /// Holds records of so many bytes.
    init(bytes limit: Int) { self.limit = limit }

    /// The record under a key, whose lowest bit does not count.
    mutating func find(_ key: UInt64) -> CachedRecord? {
        guard let place = place(of: key) else { return nil }
        if !places[place].isUsed { places[place].tag |= 1 }
        return places[place].record
    }

    /// Puts a record in the place of the one under its key. One that is too large is not kept, nor is the one it replaces.
    mutating func keep(_ record: CachedRecord, _ key: UInt64) {
        drop(key)
        guard record.cost <= limit else { return }
        while bytes + record.cost > limit { evict() }
        if 4 * (count + 1) > 3 * places.count { grow() }
        insert(Place(tag: key & ~1, record: record))
        count += 1
        bytes += record.cost
    }

    /// Lets go of all.
    mutating func removeAll() { self = RecordRing(bytes: limit) }

    /// Lets go of the record under a key.
    mutating func drop(_ key: UInt64) {
        if let place = place(of: key) { remove(place) }
    }

    private var mask: Int { places.count - 1 }

    /// Where a record is looked for first.
    private func home(_ key: UInt64) -> Int { Int(truncatingIfNeeded: key >> 1) & mask }

    private func place(of key: UInt64) -> Int? {
        let key = key & ~1
        var place = home(key)
        while places[place].record != nil {
            if places[place].key == key { return place }
            place = (place + 1) & mask
        }
        return nil
    }

    private mutating func insert(_ new: Place) {
        var place = home(new.key)
        while places[place].record != nil { place = (place + 1) & mask }
        places[place] = new
    }

    private mutating func grow() {
        let old = places
        places = [Place](repeating: Place(), count: 2 * old.count)
        for place in old where place.record != nil { insert(place) }
        hand = 0
    }

    /// Moves the hand to the next record that was not used since it came by, and removes that.
    private mutating func evict() {
        while places[hand].record == nil || places[hand].isUsed {
            places[hand].tag &= ~1
            hand = (hand + 1) & mask
        }
        // Another may move here, so the hand stays.
        remove(hand)
    }

    private mutating func remove(_ place: Int) {
        bytes -= places[place].record?.cost ?? 0
        count -= 1
        var hole = place
        var next = (hole + 1) & mask
        while places[next].record != nil {
            // Not one whose home lies behind the hole: it would not be found there.
            if (next - home(places[next].key)) & mask >= (next - hole) & mask {
                places[hole] = places[next]
                hole = next
            }
            next = (next + 1) & mask
        }
        places[hole] = Place()
    }
}
