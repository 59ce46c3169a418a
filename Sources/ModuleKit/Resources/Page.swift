import DossierCore

/// The resources of a reply, as far as a page holds them.
struct Page {
    var reply = WireWriter()
    private let items: UInt32
    private let size: Int
    private let mask: FieldMask
    private var count = 0
    /// There was one more than fits.
    private(set) var isFull = false

    /// - Parameters:
    ///   - items: the reply's field for them.
    ///   - size: how many it may have.
    ///   - mask: what of each is answered.
    init(of items: FieldRef, size: Int, mask: FieldMask) {
        self.items = items.number
        self.size = size
        self.mask = mask
    }

    /// Adds a resource; false when it does not fit any more.
    mutating func add(_ resource: UnsafeRawBufferPointer) -> Bool {
        guard case .fields = mask else { return append(resource) }
        var part = WireWriter(capacity: resource.count)
        mask.filter(resource, into: &part)
        return append(part.bytes)
    }

    private mutating func append(_ resource: some Collection<UInt8>) -> Bool {
        let isTooLarge = count > 0 && reply.bytes.count + resource.count > Limits.pageBytes
        isFull = isTooLarge || count == size
        if isFull { return false }
        count += 1
        reply.message(items, resource)
        return true
    }
}
