import CDossierProtos
import ModuleKit

/// A statement, as far as the views need it.
final class Spoken {
    /// What it is about.
    struct Subject {
        let name: String
        /// One of several that the words can mean.
        let isCandidate: Bool
    }

    /// How it relates two things.
    struct Link {
        let type: Dossier__V1__LinkType
        let from: String
        let to: String

        /// The other side; nil for what it does not join.
        func other(than name: String) -> String? { name == from ? to : name == to ? from : nil }
    }

    let name: String
    let kind: Dossier__V1__StatementKind
    let speaker: String
    let onBehalfOf: String
    let subjects: [Subject]
    let targets: [String]
    let link: Link?
    let hasMeasure: Bool
    let basis: Dossier__V1__Basis
    let said: Span
    /// Where it appears.
    let sources: [String]
    let createTime: Int64
    /// The transaction that wrote this version.
    let sequence: UInt64
    /// The statement, encoded.
    let body: [UInt8]
    /// When it was said or, where that is not known, published or recorded; nanoseconds since 1970.
    fileprivate(set) var time: Int64 = 0
    /// The same as a FuzzyTime, encoded, where the statement has no time of its own.
    fileprivate(set) var standInTime: [UInt8] = []

    /// A statement that is on record, or is about to be: then `createTime` is that of its transaction.
    init(name: String, _ statement: Dossier__V1__Statement, createTime: Int64, sequence: UInt64, body: [UInt8]) {
        self.name = name
        kind = statement.kind
        speaker = String(cString: statement.speaker)
        onBehalfOf = String(cString: statement.on_behalf_of)
        subjects = MessageList(statement.about, statement.n_about).map { reference in
            Subject(name: String(cString: reference.name), isCandidate: reference.candidate != 0)
        }
        targets = TextList(statement.target_actors, statement.n_target_actors).map { String(cString: $0) }
        link = statement.link.map { link in
            Link(
                type: link.pointee.type,
                from: String(cString: link.pointee.from),
                to: String(cString: link.pointee.to)
            )
        }
        hasMeasure = statement.measure != nil
        basis = statement.basis
        said = Span(statement.said)
        sources = MessageList(statement.appearances, statement.n_appearances).map { String(cString: $0.source) }
        self.createTime = nanoseconds(statement.create_time) ?? createTime
        self.sequence = sequence
        self.body = body
    }

    /// A version that is on record.
    static func read(_ record: Record, name: String) throws(Interrupt) -> Spoken {
        try record.decode(as: dossier__v1__statement__type()) { (statement: Dossier__V1__Statement) in
            Spoken(
                name: name,
                statement,
                createTime: record.moment.time_ns,
                sequence: record.moment.sequence,
                body: [UInt8](record.body)
            )
        }
    }

    /// The place of each name in `subjects`.
    private(set) lazy var places = Dictionary(
        subjects.enumerated().map { ($0.element.name, $0.offset) },
        uniquingKeysWith: { first, _ in first }
    )

    /// All that it may be about, but not for sure.
    private(set) lazy var candidates = subjects.filter(\.isCandidate).map(\.name)

    /// Where its parts stand in its bytes.
    private(set) lazy var parts = Places(in: body)

    /// In whose name it is said.
    var voice: String { onBehalfOf.isEmpty ? speaker : onBehalfOf }

    /// Whether it stands before another: by time, then by the earliest that it can have been said, then as recorded.
    func precedes(_ other: Spoken) -> Bool {
        if time != other.time { return time < other.time }
        let (earliest, others) = (said.earliest ?? time, other.said.earliest ?? other.time)
        if earliest != others { return earliest < others }
        return sequence == other.sequence ? name < other.name : sequence < other.sequence
    }
}

extension Spoken {
    /// Sets when it was said.
    /// - Parameter publications: of its sources that have a time: until when they were published, and that time, encoded.
    func settleTime(_ publications: [(latest: Int64, time: [UInt8])]) {
        let first = publications.min { $0.latest < $1.latest }
        time = said.latest ?? first?.latest ?? createTime
        guard !said.isKnown else { return }
        standInTime = first?.time ?? FuzzyTimeBytes.exactly(createTime)
    }
}
