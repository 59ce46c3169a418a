import CDossierProtos
import CProtobufC
import DossierCore

/// Which fields of a message a google.protobuf.FieldMask names (AIP-161), by their numbers on the wire.
enum FieldMask: Sendable {
    /// The message as a whole.
    case all
    /// These of its fields, and of each the part that is named.
    case fields([UInt32: FieldMask])

    /// What a mask is for.
    enum Use {
        /// AIP-157: a path can go on inside the elements of a list, with or without "*" for them.
        case reading
        /// AIP-161: a list is written whole.
        case writing
    }

    /// What a request's mask names; everything when it is absent or empty.
    /// INVALID_ARGUMENT for a path that leads nowhere, naming it and what may have been meant.
    init(
        _ field: FieldRef,
        in request: UnsafeRawPointer,
        of message: UnsafePointer<ProtobufCMessageDescriptor>,
        for use: Use
    ) throws(Interrupt) {
        self = .all
        guard let mask = field.message(in: request) else { return }
        let paths = UnsafeRawPointer(mask).assumingMemoryBound(to: Google__Protobuf__FieldMask.self).pointee
        guard paths.n_paths > 0 else { return }
        guard paths.n_paths <= Limits.maskPaths else {
            throw Violations.failure(
                field.name,
                "has \(paths.n_paths) paths; at most \(Limits.maskPaths) are taken: name whole messages"
            )
        }
        let violations = Violations()
        self = .fields([:])
        for path in TextList(paths.paths, paths.n_paths) {
            let path = String(cString: path)
            let steps = path.split(separator: ".", omittingEmptySubsequences: false)
            if let fault = insert(steps[...], of: message, for: use) {
                violations.add(field.name, "\"\(path.prefix(200))\": \(fault)")
            }
        }
        try violations.check()
    }

    /// Adds a path.
    /// - Returns: what is wrong with it.
    private mutating func insert(
        _ path: ArraySlice<Substring>,
        of message: UnsafePointer<ProtobufCMessageDescriptor>,
        for use: Use
    ) -> String? {
        let (step, rest) = (path.first!, path.dropFirst())
        if step == "*" {
            self = .all
            return rest.isEmpty ? nil : "nothing can follow \"*\" but after a list"
        }
        guard let field = FieldRef(String(step), in: message) else { return Self.unknown(step, in: message) }
        // The whole has been named already: the path must lead somewhere nevertheless.
        var fields: [UInt32: FieldMask] = if case .fields(let fields) = self { fields } else { [:] }
        var part = rest.isEmpty ? .all : fields[field.number] ?? .fields([:])
        if !rest.isEmpty {
            if let fault = part.insert(rest, inside: field, for: use) { return fault }
        }
        fields[field.number] = part
        if case .fields = self { self = .fields(fields) }
        return nil
    }

    private mutating func insert(
        _ path: ArraySlice<Substring>,
        inside field: FieldRef,
        for use: Use
    ) -> String? {
        guard field.type == PROTOBUF_C_TYPE_MESSAGE else { return "\(field.name) has no fields" }
        var path = path
        if field.isRepeated {
            if use == .writing { return "\(field.name) is a list, which is written whole" }
            if path.first == "*", path.count > 1 { path = path.dropFirst() }
        }
        return insert(path, of: field.messageDescriptor, for: use)
    }

    private static func unknown(
        _ name: Substring,
        in message: UnsafePointer<ProtobufCMessageDescriptor>
    ) -> String {
        let known = (0..<Int(message.pointee.n_fields)).map { String(cString: message.pointee.fields[$0].name) }
        let hint = NearestName.hint(String(name), among: known)
        return "\(String(cString: message.pointee.short_name)) has no such field\(hint)"
    }
}
