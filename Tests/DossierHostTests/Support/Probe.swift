import DossierClient
import DossierCore

/// probe.v1.Ask.
struct Ask {
    var text = ""
    var number: UInt64 = 0
    var id = ""
    var flag = false
    var size: UInt64 = 0
    var requestID = ""

    var encoded: [UInt8] {
        var writer = ProtoWriter()
        writer.text(1, text)
        writer.varint(2, number)
        writer.text(3, id)
        writer.varint(4, flag ? 1 : 0)
        writer.varint(5, size)
        writer.text(6, requestID)
        return writer.bytes
    }
}

/// probe.v1.Answer.
struct Answer: Equatable {
    var text = ""
    var number: UInt64 = 0
    var other: UInt64 = 0

    init(text: String = "", number: UInt64 = 0, other: UInt64 = 0) {
        self.text = text
        self.number = number
        self.other = other
    }

    init(_ encoded: [UInt8]) {
        for field in ProtoFields(encoded) {
            switch field.number {
            case 1: text = field.text
            case 2: number = field.value
            case 3: other = field.value
            default: break
            }
        }
    }
}

extension Client {
    /// Calls a method of probe.v1: "Talk/Echo".
    func ask(_ method: String, _ ask: Ask = Ask(), timeout: Duration? = nil) async throws(Status) -> Answer {
        Answer(try await call(MethodName("probe.v1.\(method)"), ask.encoded, CallOptions(timeout: timeout)))
    }

    /// Begins a stream of probe.v1.
    func follow(_ method: String, _ ask: Ask = Ask(), timeout: Duration? = nil) throws(Status) -> Replies {
        try stream(MethodName("probe.v1.\(method)"), ask.encoded, CallOptions(timeout: timeout))
    }

    /// How a call failed; nil when it did not.
    func failure(_ method: String, _ ask: Ask = Ask(), timeout: Duration? = nil) async -> Status? {
        do throws(Status) {
            _ = try await self.ask(method, ask, timeout: timeout)
            return nil
        } catch {
            return error
        }
    }
}
