import DossierCore
import ModuleKit

/// A page of the incidents whose attribution is contested, or denied by the accused.
struct Contested {
    /// One of them.
    struct Incident {
        let name: String
        let title: String
        let status: AttributionStatus
        let accused: [String]

        /// Bytes of its texts, which are nearly all of its encoded bytes.
        var textBytes: Int { accused.reduce(name.utf8.count + title.utf8.count) { $0 + $1.utf8.count } }
    }

    private let saidAsOf: Int64?
    private let size: Int
    /// The last one looked at.
    private var last: String
    private(set) var incidents: [Incident] = []
    private var bytes = 0
    /// Behind which the next page begins; nil: there is none.
    private(set) var next: String?

    init(after name: String, size: Int, saidAsOf: Int64?) {
        last = name
        self.size = size
        self.saidAsOf = saidAsOf
    }

    /// Looks at those that may be, until the page is full or enough were looked at.
    mutating func fill(from index: DisputeIndex, _ transaction: Transaction) throws(Interrupt) {
        var left = Limits.contestedScanned
        while true {
            let names = index.incidents(after: last, limit: size)
            if names.isEmpty { return }
            for name in names {
                if incidents.count == size || bytes >= Limits.pageBytes || left == 0 {
                    next = last
                    return
                }
                left -= 1
                last = name
                guard let incident = try incident(name, transaction) else { continue }
                incidents.append(incident)
                bytes += incident.textBytes
            }
        }
    }

    /// The incident, if it is one; nil also when it was not there.
    private func incident(_ name: String, _ transaction: Transaction) throws(Interrupt) -> Incident? {
        let evidence = Evidence(transaction)
        do throws(Interrupt) {
            let picture = try Picture(of: name, saidAsOf: saidAsOf, evidence)
            let accused = picture.accused.filter { $0.status <= .deniedByAccused }
            guard !accused.isEmpty else { return nil }
            return Incident(
                name: name,
                title: try evidence.incident(name).title,
                status: picture.status,
                accused: accused.prefix(Limits.contestedAccused).map(\.name)
            )
        } catch {
            guard case .failed(let status) = error, status.code == .notFound else { throw error }
            return nil
        }
    }
}
