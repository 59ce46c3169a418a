import CDossierProtos
import DossierWire

/// What an entry of a timeline tells, in words.
struct TimelineWords {
    private let entry: JSONValue
    private let names: NameBook

    init(_ entry: JSONValue, _ names: NameBook) {
        self.entry = entry
        self.names = names
    }

    var event: TimelineEvent { TimelineEvent(entry["event"]) }

    /// The text that comes with it: a title, somebody's words, what a measure is.
    var text: String { Terminal.clean(entry["text"]?.text ?? "") }

    /// "Edi Rama for Albania accused Iran", "a measure takes effect on Iran".
    var deed: String {
        switch event {
        case .said: "\(names.voice(of: entry)) \(KindVerb.text(entry["kind"], targets))"
        case .occurred, .disclosed: event.words
        case .effective, .deadline, .ends: event.words + (targets.isEmpty ? "" : " on \(targets)")
        }
    }

    /// What takes away from it.
    var reservations: [String] {
        [
            entry["candidate"] == .bool(true) ? "perhaps: the words can mean something else" : "",
            entry["retracted"] == .bool(true) ? "taken back later" : "",
        ].filter { !$0.isEmpty }
    }

    private var targets: String {
        entry.elements("targetActors").map { names.text($0) }.joined(separator: ", ")
    }
}

/// What kind of thing an entry of a timeline is.
enum TimelineEvent: String {
    case occurred = "TIMELINE_EVENT_OCCURRED"
    case disclosed = "TIMELINE_EVENT_DISCLOSED"
    case said = "TIMELINE_EVENT_SAID"
    case effective = "TIMELINE_EVENT_MEASURE_EFFECTIVE"
    case deadline = "TIMELINE_EVENT_MEASURE_DEADLINE"
    case ends = "TIMELINE_EVENT_MEASURE_ENDS"

    /// Whatever else a newer server may send is something that was said.
    init(_ value: JSONValue?) { self = (value?.text).flatMap(Self.init) ?? .said }

    var words: String {
        switch self {
        case .occurred: "happened"
        case .disclosed: "became known"
        case .said: "said"
        case .effective: "a measure takes effect"
        case .deadline: "a measure's deadline"
        case .ends: "a measure ends"
        }
    }
}
