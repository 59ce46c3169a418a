extension FieldMask {
    /// Appends what the mask names of an encoded message.
    func filter(_ message: UnsafeRawBufferPointer, into writer: inout WireWriter) {
        guard case .fields(let parts) = self else { return writer.append(message) }
        for field in WireFields(message) {
            switch parts[field.number] {
            case nil: continue
            case .all: writer.append(field.bytes)
            case .fields(let inner):
                var part = WireWriter(capacity: field.value.count)
                FieldMask.fields(inner).filter(field.value, into: &part)
                writer.message(field.number, part.bytes)
            }
        }
    }

    /// The fields that the mask names as they are in `update`, absent ones too, and the others as they are in `current`.
    func merge(_ update: UnsafeRawBufferPointer, into current: UnsafeRawBufferPointer) -> [UInt8] {
        var merged = WireWriter(capacity: current.count + update.count)
        guard case .fields(let parts) = self else {
            merged.append(update)
            return merged.bytes
        }
        for field in WireFields(current) where parts[field.number] == nil { merged.append(field.bytes) }
        for field in WireFields(update) {
            if case .all = parts[field.number] { merged.append(field.bytes) }
        }
        for case (let number, .fields(let inner)) in parts {
            let old = WireFields(current).last { $0.number == number }?.value
            let new = WireFields(update).last { $0.number == number }?.value
            let nothing = UnsafeRawBufferPointer(start: nil, count: 0)
            let part = FieldMask.fields(inner).merge(new ?? nothing, into: old ?? nothing)
            // A message is not there for having had nothing of it written.
            if old != nil || !part.isEmpty { merged.message(number, part) }
        }
        return merged.bytes
    }
}

extension Sequence {
    fileprivate func last(where matches: (Element) -> Bool) -> Element? {
        reduce(nil) { matches($1) ? $1 : $0 }
    }
}
