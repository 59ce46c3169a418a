import CDossierProtos
import ModuleKit

/// Parts of a statement as they are recorded, encoded, to be handed on.
extension Spoken {
    /// Where they stand in the statement's bytes: found once, as a statement can be part of a thousand positions.
    struct Places {
        var said: Range<Int>?
        var appearances: [Range<Int>] = []
        var measure: Range<Int>?

        init(in statement: [UInt8]) {
            statement.withUnsafeBytes { bytes in
                for field in WireFields(bytes) {
                    let start = field.value.baseAddress.map { $0 - bytes.baseAddress! } ?? 0
                    let place = start..<start + field.value.count
                    switch field.number {
                    case Self.saidField: said = place
                    case Self.appearanceField: appearances.append(place)
                    case Self.measureField: measure = place
                    default: continue
                    }
                }
            }
        }

        private static let fields = FieldNumbers(dossier__v1__statement__type())
        private static let saidField = fields["said"]
        private static let appearanceField = fields["appearances"]
        private static let measureField = fields["measure"]
    }

    /// Lends when it was said, as a FuzzyTime; not when that is not recorded.
    func withSaid(_ body: (UnsafeRawBufferPointer) -> Void) {
        if let said = parts.said { lend(said, body) }
    }

    /// When it was said; where nothing is recorded, when it was published or recorded.
    var shownTime: [UInt8] {
        if !standInTime.isEmpty { return standInTime }
        return parts.said.map { [UInt8](body[$0]) } ?? []
    }

    /// Lends the words, and where they stand, one after the other, until the body says false.
    func withAppearances(_ body: (UnsafeRawBufferPointer) -> Bool) {
        for appearance in parts.appearances {
            var goesOn = true
            lend(appearance) { goesOn = body($0) }
            if !goesOn { return }
        }
    }

    /// What it says of a measure; empty: nothing.
    var measureBytes: [UInt8] { parts.measure.map { [UInt8](body[$0]) } ?? [] }

    private func lend(_ place: Range<Int>, _ use: (UnsafeRawBufferPointer) -> Void) {
        body.withUnsafeBytes { use(UnsafeRawBufferPointer(rebasing: $0[place])) }
    }
}
