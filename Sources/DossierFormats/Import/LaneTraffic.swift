import DossierClient
import DossierCore

/// What an import lane has sent, and what is to be sent again.
struct LaneTraffic {
    /// Without a last word on what becomes of them.
    private var onTheirWay: [UInt64: ImportItem] = [:]
    private var bytes = 0
    /// Of these, requests that are to be sent together.
    private var gathered: [[UInt8]] = []
    private var gatheredBytes = 0
    /// Of these, the numbers of those that were refused for now.
    private var refused: [UInt64] = []
    /// Why the last of them was; nil: none is.
    private(set) var reason: Status?
    /// The tries to send them again, and whether something was settled since the last.
    private var retries: Retries
    private var hasAdvanced = false

    init(_ retries: Retries) { self.retries = retries }

    /// Whether all is settled.
    var isEmpty: Bool { onTheirWay.isEmpty }

    /// How many were sent and have not been answered.
    var unanswered: Int { onTheirWay.count - refused.count }

    /// Whether an item was sent, or is to be, and has had no last word.
    func isOnItsWay(_ number: UInt64) -> Bool { onTheirWay[number] != nil }

    /// Whether enough has gathered to be sent.
    var hasGatheredEnough: Bool { gatheredBytes >= Limits.importGatheredBytes }

    /// Whether an item may be sent now.
    func hasRoom(for item: ImportItem) -> Bool {
        isEmpty || onTheirWay.count < Limits.importItems && bytes + item.request.count <= Limits.importBytes
    }

    /// Adds an item, which is sent with those that have gathered.
    mutating func add(_ item: ImportItem) {
        onTheirWay[item.number] = item
        bytes += item.request.count
        gathered.append(item.request)
        gatheredBytes += item.request.count
    }

    /// What is to be sent now.
    mutating func takeGathered() -> [[UInt8]] {
        defer { (gathered, gatheredBytes) = ([], 0) }
        return gathered
    }

    /// Takes an acknowledgement.
    /// - Returns: the item that is settled by it; nil: it was refused for now, or is not on its way.
    mutating func settle(_ acknowledgement: ImportStream.Acknowledgement) -> ImportItem? {
        guard let item = onTheirWay[acknowledgement.item] else { return nil }
        if case .refused(let status) = acknowledgement.outcome, Retries.mayHelp(after: status) {
            refused.append(item.number)
            reason = status
            return nil
        }
        onTheirWay[item.number] = nil
        bytes -= item.request.count
        hasAdvanced = true
        return item
    }

    /// The tries so far of what is to be sent again, and why; nil: nothing is.
    mutating func tries() -> (retries: Retries, reason: Status)? {
        guard let reason else { return nil }
        if hasAdvanced { retries.succeeded() }
        hasAdvanced = false
        return (retries, reason)
    }

    /// What is to be sent again now, after one more try's wait.
    mutating func takeRefused(_ retries: Retries) -> [[UInt8]] {
        self.retries = retries
        defer { (refused, reason) = ([], nil) }
        return refused.compactMap { onTheirWay[$0]?.request }
    }
}
