import CDossierModule
import CProtobufC
import DossierCore

/// A kind of resource in the way of the Google AIPs: what it is called, what makes it valid, what it is found by.
///
/// From it and a service's descriptor, `standardMethods` serves Create, Get, List, Update, Delete, Undelete, BatchGet,
/// BatchCreate, Import, ListRevisions and Watch. The messages are found by the AIPs' names, and their fields by name, once, at load.
public struct Resource: Sendable {
    /// "incidents": the collection, as in names.
    let kind: KindName
    /// "Incident", "Incidents": as in the methods' names.
    let singular: String
    let plural: String
    /// "incident", "incidents": as in the requests' fields.
    let field: String
    let pluralField: String
    let shape: ResourceShape
    let check: @Sendable (UnsafeRawPointer, FieldCheck) -> Void
    let checkInTransaction: @Sendable (Transaction, UnsafeRawPointer, _ name: String) throws(Interrupt) -> Void

    /// - Parameters:
    ///   - body: the C struct of the resource's message.
    ///   - check: notes what is wrong with a resource that someone wants to write.
    ///   - checkInTransaction: the same for what only the record can tell, once everything that the call writes is
    ///     written; the name is not yet in the resource it is given.
    public init<Body>(
        _ body: Body.Type,
        _ descriptor: UnsafePointer<ProtobufCMessageDescriptor>,
        kind: KindName,
        singular: String,
        plural: String,
        check: @escaping @Sendable (Body, FieldCheck) -> Void,
        checkInTransaction: @escaping @Sendable (Transaction, Body, _ name: String) throws(Interrupt) -> Void =
            { _, _, _ throws(Interrupt) in }
    ) {
        self.kind = kind
        self.singular = singular
        self.plural = plural
        field = singular.lowercased()
        pluralField = plural.lowercased()
        shape = ResourceShape(descriptor)
        self.check = { check($0.assumingMemoryBound(to: Body.self).pointee, $1) }
        self.checkInTransaction = { transaction, message, name throws(Interrupt) in
            try checkInTransaction(transaction, message.assumingMemoryBound(to: Body.self).pointee, name)
        }
    }

    /// The methods that every resource has.
    public func standardMethods(of service: UnsafePointer<ProtobufCServiceDescriptor>) -> [Method] {
        [
            CreateMethod(self, service).method, GetMethod(self, service).method, ListMethod(self, service).method,
            UpdateMethod(self, service).method, DeleteMethod(self, service).method,
            UndeleteMethod(self, service).method, BatchGetMethod(self, service).method,
            BatchCreateMethod(self, service).method, ImportMethod(self, service).method,
            ListRevisionsMethod(self, service).method, WatchMethod(self, service).method,
        ]
    }

    /// Everything that can be told of a resource without the record.
    func violations(_ message: UnsafePointer<ProtobufCMessage>?, at path: String, in violations: Violations) {
        guard let message else { return violations.add(path, "is required") }
        let size = protobuf_c_message_get_packed_size(message)
        guard size <= Limits.resourceBytes else {
            return violations.add(path, "has \(size) bytes; at most \(Limits.resourceBytes) are taken")
        }
        ShapeCheck.check(message, at: path, in: violations)
        check(UnsafeRawPointer(message), FieldCheck(path: path, violations: violations))
    }

    /// An id that the server chooses.
    func newID(_ uid: String) -> String { "\(field.prefix(1))-\(uid)" }

    /// "incidents/x".
    func name(_ id: UnsafeRawBufferPointer) -> String { "\(kind.text)/\(String(decoding: id, as: UTF8.self))" }

    /// The id in a request's name; INVALID_ARGUMENT naming the field.
    func id(
        _ text: UnsafePointer<CChar>?,
        field: String = "name"
    ) throws(Interrupt) -> (id: UnsafeRawBufferPointer, revision: UInt64) {
        guard let name = ResourceName.parse(text, kind: kind) else {
            throw Violations.failure(
                field,
                "must be the name of \(self.field.first!.isVowel ? "an" : "a") \(self.field): \(kind.text)/ID"
            )
        }
        return name
    }

    /// The id in the name of a resource: not of a revision.
    func id(withoutRevision text: UnsafePointer<CChar>?, field: String = "name") throws(Interrupt)
        -> UnsafeRawBufferPointer
    {
        let (id, revision) = try id(text, field: field)
        guard revision == 0 else {
            throw Violations.failure(field, "must name the resource, not a revision: \(name(id))")
        }
        return id
    }

    /// No such resource.
    func notFound(_ id: UnsafeRawBufferPointer) -> Interrupt { .failed(.notFound, "\(name(id)) does not exist") }

    /// It is deleted: not found by those who seek it (AIP-164), in the way of those who would create it.
    func deleted(_ id: UnsafeRawBufferPointer, isSought: Bool) -> Interrupt {
        let (name, message) = (name(id), "\(name(id)) is deleted; undelete it first")
        return .failed(isSought ? Status(.notFound, message) : .precondition(.deleted, name, message))
    }
}

extension Character {
    fileprivate var isVowel: Bool { "aeiou".contains(self) }
}
