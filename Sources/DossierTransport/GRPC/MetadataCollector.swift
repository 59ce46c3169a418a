import DossierCore
import Glibc

/// The metadata of one request as it comes. Most clients send the same with every call: as long as each entry is what it
/// was the last time, none is made anew.
struct MetadataCollector {
    /// Of the request before.
    private var former = Metadata()
    /// So many entries have come as they were; nil: one has not.
    private var known: Int? = 0
    /// All, once one has not.
    private var fresh = Metadata()

    /// What has come so far.
    var metadata: Metadata {
        guard let known else { return fresh }
        return known == former.entries.count ? former : Metadata(Array(former.entries[..<known]))
    }

    /// Begins anew.
    /// - Parameter remembers: what has come may come again.
    mutating func reset(remembers: Bool) {
        former = remembers ? metadata : Metadata()
        known = 0
        fresh.entries.removeAll()
    }

    /// Takes an entry that is the next one of the request before, as it came.
    /// - Returns: false when it is not.
    mutating func takeKnown(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) -> Bool {
        guard let known, known < former.entries.count, former.entries[known].isSame(name, value) else { return false }
        self.known = known + 1
        return true
    }

    /// Takes another.
    mutating func add(_ entry: Metadata.Entry) {
        if known != nil {
            fresh = metadata
            known = nil
        }
        fresh.entries.append(entry)
    }
}

extension Metadata.Entry {
    fileprivate func isSame(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) -> Bool {
        self.name.isSame(name) && self.value.isSame(value)
    }
}

extension String {
    fileprivate func isSame(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard utf8.count == bytes.count else { return false }
        // Strings of Swift's own are contiguous; should one not be, it is made anew.
        return utf8.withContiguousStorageIfAvailable { text in
            text.isEmpty || memcmp(text.baseAddress!, bytes.baseAddress!, text.count) == 0
        } ?? false
    }
}
