/// A bounded set of records that lets go of what was not used lately: the CLOCK algorithm, whose steps are O(1) amortised.
struct RecordRing {
    private struct Slot {
        var record: CachedRecord?
        var key: UInt64
        /// Used since the hand was here.
        var isUsed: Bool
    }

    private var slots: [Slot] = []
    private var places: [UInt64: Int] = [:]
    private var free: [Int] = []
    private var hand = 0
    private(set) var bytes = 0
    private let limit: Int

    /// Holds records of so many bytes.
    init(bytes limit: Int) { self.limit = limit }

    /// The record under a key.
    mutating func find(_ key: UInt64) -> CachedRecord? {
        guard let place = places[key] else { return nil }
        slots[place].isUsed = true
        return slots[place].record
    }

    /// Puts a record in the place of the one under its key. One that is too large is not kept, nor is the one it replaces.
    mutating func keep(_ record: CachedRecord, _ key: UInt64) {
        if let place = places[key] { remove(place) }
        guard record.cost <= limit else { return }
        while bytes + record.cost > limit { evict() }
        let slot = Slot(record: record, key: key, isUsed: false)
        if let place = free.popLast() {
            slots[place] = slot
            places[key] = place
        } else {
            places[key] = slots.count
            slots.append(slot)
        }
        bytes += record.cost
    }

    /// Lets go of all.
    mutating func removeAll() { self = RecordRing(bytes: limit) }

    /// Lets go of the record under a key.
    mutating func drop(_ key: UInt64) {
        if let place = places[key] { remove(place) }
    }

    /// Moves the hand to the next record that was not used since it came by, and removes that.
    private mutating func evict() {
        while true {
            let place = hand
            hand = (hand + 1) % slots.count
            guard slots[place].record != nil else { continue }
            guard slots[place].isUsed else { return remove(place) }
            slots[place].isUsed = false
        }
    }

    private mutating func remove(_ place: Int) {
        bytes -= slots[place].record?.cost ?? 0
        places[slots[place].key] = nil
        slots[place].record = nil
        free.append(place)
    }
}
