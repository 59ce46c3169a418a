import DossierCore

/// One consistent view of the record. Used on the thread that opened it, inside its body only.
public protocol ReadTransaction: AnyObject {
    /// Sees a version; `cursor` (of find and changes) says where to go on after it, valid during the visit.
    /// False stops. No store call inside a visit.
    typealias Visit = (_ record: RecordView, _ cursor: UnsafeRawBufferPointer) -> Bool

    /// Sees a value, as `Field.ValueType` says, and how many records have it. False stops. No store call inside.
    typealias TallyVisit = (_ value: UnsafeRawBufferPointer, _ count: UInt64) -> Bool

    /// What the view shows. To find it out may take the engine, which then begins to show that: UNAVAILABLE when it is away.
    var moment: Moment { get throws(Status) }

    /// The version that holds at the view's moment, tombstones too, or the given revision. NOT_FOUND.
    func get(kind: String, id: UnsafeRawBufferPointer, revision: UInt64?, _ visit: Visit) throws(Status)

    /// The records that hold at the query's moment and match it, in its order; equals by id.
    func find(_ query: Query, _ visit: Visit) throws(Status)

    /// How many `find` would visit without a limit.
    func count(_ query: Query) throws(Status) -> UInt64

    /// The values of one of the kind's fields among the records that `find` would visit, each with how many have it, in
    /// the order of the values' bytes. Of the query, kind, filter, text and `showDeleted` apply.
    ///
    /// Without filter and text it is one walk of the index, and no body is decoded. INVALID_ARGUMENT for a field that
    /// there is not, RESOURCE_EXHAUSTED past `Limits.tallyValues`.
    func tally(_ query: Query, field: Int, _ visit: TallyVisit) throws(Status)

    /// The live records of a kind that name another record in one of their terms, in no promised order.
    ///
    /// It costs what it visits and a look-up: the index holds them by what they name, and no body is decoded. Who names a
    /// record that does not exist: nobody.
    /// - Parameters:
    ///   - kind: of the record that is named; it need not be declared.
    ///   - id: its id.
    ///   - referring: the kind of those that name it.
    ///   - field: the place of a field of that kind; INVALID_ARGUMENT when it holds no names.
    func referrers(kind: String, id: UnsafeRawBufferPointer, of referring: String, field: Int, _ visit: Visit)
        throws(Status)

    /// Revisions before one (nil: all), newest first.
    func history(kind: String, id: UnsafeRawBufferPointer, before: UInt64?, limit: Int, _ visit: Visit) throws(Status)

    /// Every version of the query's kind that matches its filter, or did before, in commit order: after the query's
    /// cursor, which can stand inside a transaction, else after the transaction `after`.
    ///
    /// Ends before the feed does when `limit` are visited, `Limits.changesScanned` are looked at or a visit says false.
    /// - Returns: where to go on, behind what was looked at and before what a visit said false to; empty: nothing is
    ///   left up to the view's moment.
    @discardableResult
    func changes(_ query: Query, after: UInt64, _ visit: Visit) throws(Status) -> [UInt8]
}

/// What `find`, `count` and `changes` are asked.
public struct Query: Sendable {
    /// One that was declared.
    public var kind: String
    /// At most so many visits.
    public var limit: Int
    /// AIP-160, over the kind's fields and `name`; empty: all. INVALID_ARGUMENT when it cannot be read.
    public var filter: String
    /// `find` and `count`: words that must all occur in the record's text; empty: any record.
    public var text: String
    /// `find`: AIP-132 order_by; empty: by rank when text is searched, else by id.
    public var order: String
    /// Where to go on; empty: at the start. Sealed by the store with kind, filter, text, order, flags and moment:
    /// another query, or another store's cursor, is INVALID_ARGUMENT.
    public var cursor: [UInt8]
    /// `find` and `count`: tombstones too.
    public var showDeleted: Bool

    /// A query by its parts.
    public init(
        kind: String,
        limit: Int,
        filter: String = "",
        text: String = "",
        order: String = "",
        cursor: [UInt8] = [],
        showDeleted: Bool = false
    ) {
        self.kind = kind
        self.limit = limit
        self.filter = filter
        self.text = text
        self.order = order
        self.cursor = cursor
        self.showDeleted = showDeleted
    }
}
