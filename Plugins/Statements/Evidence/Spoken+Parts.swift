import CDossierProtos
import ModuleKit

/// Parts of a statement as they are recorded, encoded, to be handed on.
extension Spoken {
    private static let fields = FieldNumbers(dossier__v1__statement__type())

    /// When it was said, as a FuzzyTime: as recorded; where that says nothing, when it was published or recorded.
    var shownTime: [UInt8] { standInTime.isEmpty ? parts("said").last ?? [] : standInTime }

    /// The words, and where they stand.
    var appearances: [[UInt8]] { parts("appearances") }

    /// The values of a field that holds messages.
    func parts(_ field: String) -> [[UInt8]] {
        let number = Self.fields[field]
        return body.withUnsafeBytes { body in
            WireFields(body).filter { $0.number == number }.map { [UInt8]($0.value) }
        }
    }
}
