import CDossierModule
import CProtobufC
import DossierCore
import DossierTransport
import DossierWire
import ModuleKit

extension CallOutcome {
    /// What a module said of the end of a call; INTERNAL when it makes no sense.
    init(_ outcome: dossier_outcome, _ call: HostedCall) {
        let trailers = outcome.n_trailers == 0 ? Metadata() : Metadata(trailersOf: outcome, of: call.method.module)
        guard outcome.status == 0 else {
            self = .failure(Status(outcome), trailers: trailers)
            return
        }
        if call.port.streams {
            self = .success(nil, trailers: trailers)
        } else if let reply = outcome.reply {
            self = .success(.message(reply), trailers: trailers)
        } else {
            self = .success(.encoded(outcome.encoded.buffer), trailers: trailers)
        }
    }
}

extension Metadata {
    /// The trailers that a module gives; those that cannot be sent are left out.
    fileprivate init(trailersOf outcome: dossier_outcome, of module: LoadedModule) {
        var trailers = ReplyMetadata()
        for index in 0..<Int(outcome.n_trailers) {
            let code = trailers.add(outcome.trailers[index])
            guard code != .ok else { continue }
            let name = outcome.trailers[index].name.text.prefix(Limits.symbolBytes)
            module.logger.warning("left out a trailer", metadata: ["name": "\(name)", "reason": "\(code)"])
        }
        self = trailers.metadata
    }
}

extension Status {
    /// A failure as a module tells it.
    init(_ outcome: dossier_outcome) {
        var details = [UInt8](outcome.encoded_details.buffer)
        for index in 0..<Int(outcome.n_details) {
            guard let message = outcome.details[index] else { continue }
            var any = WireWriter()
            any.bytes(1, "type.googleapis.com/\(String(cString: message.pointee.descriptor.pointee.name))".utf8)
            any.bytes(2, MessageEncoder.encode(message))
            var field = WireWriter()
            field.message(3, any.bytes)
            details += field.bytes
        }
        self.init(StatusCode(rawValue: outcome.status) ?? .unknown, outcome.message.text, encodedDetails: details)
    }
}
