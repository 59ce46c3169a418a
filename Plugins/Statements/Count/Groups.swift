import CDossierProtos
import DossierCore
import ModuleKit

/// By what statements are counted.
struct Groups {
    private let term: TermPlace
    private let isByMonth: Bool

    /// INVALID_ARGUMENT for what cannot be counted by.
    init(by groups: Dossier__V1__CountBy) throws(Interrupt) {
        switch groups {
        case DOSSIER__V1__COUNT_BY__COUNT_BY_KIND: (term, isByMonth) = (StatementTerms.kind, false)
        case DOSSIER__V1__COUNT_BY__COUNT_BY_SPEAKER: (term, isByMonth) = (StatementTerms.speaker, false)
        case DOSSIER__V1__COUNT_BY__COUNT_BY_MONTH: (term, isByMonth) = (StatementTerms.said, true)
        default: throw .invalid("by", "must be COUNT_BY_KIND, COUNT_BY_SPEAKER or COUNT_BY_MONTH")
        }
    }

    /// How many statements of each group a filter finds; the most first, months in their order.
    func counts(_ filter: String, in transaction: Transaction) throws(Interrupt) -> [(key: String, count: UInt64)] {
        var counts: [String: UInt64] = [:]
        try transaction.tally(of: term, filter: filter) { value, count in
            counts[key(of: value), default: 0] += count
            return true
        }
        let sorted = counts.sorted { one, other in
            isByMonth || one.value == other.value ? one.key < other.key : one.value > other.value
        }
        return sorted.map { ($0.key, $0.value) }
    }

    private func key(of value: UnsafeRawBufferPointer) -> String {
        guard isByMonth else { return String(decoding: value, as: UTF8.self) }
        let time = Int64(bitPattern: value.reduce(0) { $0 << 8 | UInt64($1) } ^ 1 << 63)
        let (seconds, _) = splitNanoseconds(time)
        let date = CivilDate(daysSince1970: Int(seconds.dividedDown(by: 86_400)))
        return "\(date.year)-\(date.month < 10 ? "0" : "")\(date.month)"
    }
}

extension Int64 {
    /// The quotient, rounded towards the past.
    fileprivate func dividedDown(by divisor: Int64) -> Int64 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
