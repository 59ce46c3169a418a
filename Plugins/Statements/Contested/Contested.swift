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
    }

    private let saidAsOf: Int64?
    private let size: Int
    /// The last one looked at.
    private var last: String
    private(set) var incidents: [Incident] = []
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
                if incidents.count == size || left == 0 {
                    next = last
                    return
                }
                left -= 1
                last = name
                if let incident = try incident(name, transaction) { incidents.append(incident) }
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
                accused: accused.map(\.name)
            )
        } catch {
            guard case .failed(let status) = error, status.code == .notFound else { throw error }
            return nil
        }
    }
}
