import CDossierProtos
import CProtobufC
import ModuleKit

/// What a statement says of a measure.
extension Spoken {
    /// When it takes effect, when its targets must comply, when it ends: as far as it is said.
    var measureTimes: [(TimelineEntry.Event, RecordedTime)] {
        var times: [(TimelineEntry.Event, RecordedTime)] = []
        withMeasure { measure in
            let parts: [(TimelineEntry.Event, UnsafeMutablePointer<Dossier__V1__FuzzyTime>?)] = [
                (.measureEffective, measure.effective), (.measureDeadline, measure.deadline),
                (.measureEnds, measure.ends),
            ]
            times = parts.compactMap { event, time in RecordedTime(time).map { (event, $0) } }
        }
        return times
    }

    /// "severance of relations".
    var measureText: String {
        var text = ""
        withMeasure { measure in
            let values = dossier__v1__measure_type__type()
            let value = protobuf_c_enum_descriptor_get_value(values, Int32(measure.type.rawValue))
            let name = value.map { String(cString: $0.pointee.name) } ?? ""
            text = name.dropFirst("MEASURE_TYPE_".utf8.count).lowercased().replacing("_", with: " ")
        }
        return text
    }

    /// The actors it is taken against.
    var measureTargets: [String] {
        var targets: [String] = []
        withMeasure { measure in
            targets = TextList(measure.targets, measure.n_targets).map { String(cString: $0) }
        }
        return targets
    }

    private func withMeasure(_ body: (Dossier__V1__Measure) -> Void) {
        guard hasMeasure else { return }
        let bytes = measureBytes
        // What is on record was decoded before it was stored.
        guard let measure = dossier__v1__measure__unpack(nil, bytes.count, bytes) else { return }
        defer { dossier__v1__measure__free_unpacked(measure, nil) }
        body(measure.pointee)
    }
}
