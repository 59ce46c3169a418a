import DossierCore
import ModuleKit

/// A page of the incidents whose attribution is contested, or denied by the accused.
struct Contested {
    /// One of them.
    struct Incident {
        let name: String
        let verdict: Verdict

        /// Bytes of its texts, which are nearly all of its encoded bytes.
        var textBytes: Int {
            verdict.contested.reduce(name.utf8.count + verdict.title.utf8.count) { $0 + $1.utf8.count }
        }
    }

    private let saidAsOf: Int64?
    private let size: Int
    /// The last one looked at,
    private var last: String
    /// and the last of those that the caller may see: he may be told no other.
    private var lastSeen: String
    private(set) var incidents: [Incident] = []
    private var bytes = 0
    /// Behind which the next page begins; nil: there is none.
    private(set) var next: String?

    init(after name: String, size: Int, saidAsOf: Int64?) {
        last = name
        lastSeen = name
        self.size = size
        self.saidAsOf = saidAsOf
    }

    /// Looks at those that may be, until the page is full or enough were looked at.
    mutating func fill(
        from disputes: DisputeIndex,
        _ pictures: PictureCache,
        _ transaction: Transaction
    ) throws(Interrupt) {
        var left = Limits.contestedScanned
        while true {
            let names = disputes.incidents(after: last, limit: size)
            if names.isEmpty { return }
            for name in names {
                if incidents.count == size || bytes >= Limits.pageBytes || left == 0 {
                    next = lastSeen
                    return
                }
                last = name
                guard let verdict = try verdict(of: name, pictures, transaction) else { continue }
                left -= 1
                lastSeen = name
                guard !verdict.contested.isEmpty else { continue }
                let incident = Incident(name: name, verdict: verdict)
                incidents.append(incident)
                bytes += incident.textBytes
            }
        }
    }

    /// What is said of it; nil when it was not there, or the caller may not see it.
    private func verdict(
        of name: String,
        _ pictures: PictureCache,
        _ transaction: Transaction
    ) throws(Interrupt) -> Verdict? {
        do throws(Interrupt) {
            return try pictures.verdict(of: name, saidAsOf: saidAsOf, in: transaction)
        } catch {
            guard case .failed(let status) = error, status.code == .notFound else { throw error }
            return nil
        }
    }
}
