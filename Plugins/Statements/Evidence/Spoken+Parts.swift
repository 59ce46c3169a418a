import CDossierProtos
import ModuleKit

/// Parts of a statement as they are recorded, encoded, to be handed on.
extension Spoken {
    private static let fields = FieldNumbers(dossier__v1__statement__type())
    private static let said = fields["said"]
    private static let appearance = fields["appearances"]
    private static let measure = fields["measure"]

    /// Lends when it was said, as a FuzzyTime; not when that is not recorded.
    func withSaid(_ body: (UnsafeRawBufferPointer) -> Void) {
        withParts(Self.said) { said in
            body(said)
            return false
        }
    }

    /// When it was said; where nothing is recorded, when it was published or recorded.
    var shownTime: [UInt8] {
        var time = standInTime
        if time.isEmpty { withSaid { time = [UInt8]($0) } }
        return time
    }

    /// Lends the words, and where they stand, one after the other, until the body says false.
    func withAppearances(_ body: (UnsafeRawBufferPointer) -> Bool) { withParts(Self.appearance, body) }

    /// What it says of a measure; empty: nothing.
    var measureBytes: [UInt8] {
        var measure: [UInt8] = []
        withParts(Self.measure) { part in
            measure = [UInt8](part)
            return false
        }
        return measure
    }

    private func withParts(_ field: UInt32, _ part: (UnsafeRawBufferPointer) -> Bool) {
        body.withUnsafeBytes { body in
            for found in WireFields(body) where found.number == field {
                if !part(found.value) { return }
            }
        }
    }
}
