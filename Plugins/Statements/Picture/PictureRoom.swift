import DossierCore

/// What a picture may still take in a reply. What would make it larger is left out from there on, and counted.
struct PictureRoom {
    private var left = Limits.pageBytes
    private var leftForWords = Limits.pictureWordsBytes
    /// How many entries were left out.
    private(set) var omitted = 0

    /// Takes room for an entry that is made only if there is any.
    /// - Returns: nil when it is left out.
    mutating func take(_ encode: (inout PictureRoom) -> [UInt8]) -> [UInt8]? {
        guard left > 0 else {
            omitted += 1
            return nil
        }
        let entry = encode(&self)
        guard entry.count <= left else {
            left = 0
            omitted += 1
            return nil
        }
        left -= entry.count
        return entry
    }

    /// Takes room for words; false: they are not quoted.
    mutating func takeWords(_ bytes: Int) -> Bool {
        guard bytes <= leftForWords else { return false }
        leftForWords -= bytes
        return true
    }

    /// Counts entries that there are too many of.
    mutating func omit(_ count: Int) { omitted += max(0, count) }
}
