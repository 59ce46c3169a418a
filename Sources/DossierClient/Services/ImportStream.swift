import CDossierProtos
import DossierCore
import DossierWire

/// Resources of one kind on their way into the record, each acknowledged (`ImportActors` and its like).
///
/// One task sends, another reads the acknowledgements, which come in any order. No more than `Limits.importItems` may be
/// without one, of no more than `Limits.importBytes` together. One that was refused for now may be sent again as it was.
public struct ImportStream: Sendable {
    /// What became of one item.
    public struct Acknowledgement: Sendable {
        /// What the record did with it.
        public enum Outcome: Sendable, Equatable {
            case created, updated, unchanged
            case refused(Status)
        }

        /// The sender's own number of the item.
        public let item: UInt64
        /// What the record did with it.
        public let outcome: Outcome
    }

    /// The tries to send again what was refused for now.
    public let retries: Retries

    private let call: DuplexCall
    private let method: ServiceMethod
    private let kind: ResourceKind

    init(_ client: Client, _ kind: ResourceKind, _ options: CallOptions) async throws(Status) {
        method = try Self.method(kind)
        call = try await client.duplex(method.name, options)
        retries = Retries(options, of: .call)
        self.kind = kind
    }

    private static func method(_ kind: ResourceKind) throws(Status) -> ServiceMethod {
        try ServiceMethod.standard(MethodName(kind.service, "Import\(kind.plural)"))
    }

    /// An item as it is sent.
    /// - Parameter number: the sender's own.
    /// - Throws: INVALID_ARGUMENT naming the field that does not fit; RESOURCE_EXHAUSTED when no server would take it.
    public func encode(_ number: UInt64, id: String, _ fields: JSONValue) throws(Status) -> [UInt8] {
        try Self.encode(number, kind, id: id, fields, method)
    }

    /// An item as it would be sent; the same without a stream.
    public static func encode(
        _ number: UInt64,
        _ kind: ResourceKind,
        id: String,
        _ fields: JSONValue
    ) throws(Status) -> [UInt8] {
        try encode(number, kind, id: id, fields, try method(kind))
    }

    private static func encode(
        _ number: UInt64,
        _ kind: ResourceKind,
        id: String,
        _ fields: JSONValue,
        _ method: ServiceMethod
    ) throws(Status) -> [UInt8] {
        let item = try method.request(
            JSONValue(members: [
                ("item", .string("\(number)")), (kind.field, fields), ("\(kind.field)_id", .string(id)),
            ])
        )
        guard item.count <= Limits.messageBytes else {
            throw Status(
                .resourceExhausted,
                "it has \(item.count) bytes; at most \(Limits.resourceBytes) are taken"
            )
        }
        return item
    }

    /// Sends encoded items; returns once the system has taken them. Throws the call's status when it has ended.
    public func send(_ items: [[UInt8]]) async throws(Status) { try await call.send(items) }

    /// Says that nothing more is sent. The acknowledgements go on.
    public func closeSending() async throws(Status) { try await call.closeSending() }

    /// Passes on every acknowledgement, until the last has come. Throws the call's status when it ends badly.
    public func eachAcknowledgement(_ body: (Acknowledgement) -> Void) async throws(Status) {
        var replies = call.replies.makeAsyncIterator()
        while let bytes = try await replies.next() { body(acknowledgement(try method.reply(bytes))) }
    }

    private func acknowledgement(_ reply: JSONValue) -> Acknowledgement {
        let outcome: Acknowledgement.Outcome =
            switch reply["outcome"]?.text {
            case "IMPORT_OUTCOME_CREATED": .created
            case "IMPORT_OUTCOME_UPDATED": .updated
            case "IMPORT_OUTCOME_UNCHANGED": .unchanged
            default: .refused(refusal(reply["status"] ?? .object([])))
            }
        return Acknowledgement(item: UInt64(reply["item"]?.text ?? "") ?? 0, outcome: outcome)
    }

    /// Its message names every field that does not fit, as the resource has them: "title: is required".
    private func refusal(_ status: JSONValue) -> Status {
        let code = status["code"]?.count.flatMap { StatusCode(rawValue: Int32(truncatingIfNeeded: $0)) } ?? .unknown
        let details = status["details"].map { JSONValue(members: [("details", $0)]) }
        let encoded = details.flatMap { try? JSONMessage.encode($0, as: google__rpc__status__type(), .details) } ?? []
        let violations = status.elements("details").flatMap { $0.elements("fieldViolations") }.map { violation in
            let field = violation["field"]?.text ?? ""
            let ours = field.hasPrefix("\(kind.field).") ? String(field.dropFirst(kind.field.count + 1)) : field
            return "\(ours): \(violation["description"]?.text ?? "")"
        }
        let message = violations.isEmpty ? status["message"]?.text ?? "" : violations.joined(separator: "; ")
        return Status(code, message, encodedDetails: encoded)
    }
}
