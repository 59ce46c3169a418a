import CDossierProtos
import ModuleKit

/// Parts of a statement as they are recorded, encoded, to be handed on.
extension Spoken {
    private static let fields = FieldNumbers(dossier__v1__statement__type())

    /// When it was said, as a FuzzyTime; nil: that is not recorded.
    var saidBytes: [UInt8]? { parts("said").last }

    /// The same; where nothing is recorded, when it was published or recorded.
    var shownTime: [UInt8] { standInTime.isEmpty ? saidBytes ?? [] : standInTime }

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
