import CDossierProtos
import CTestProtos
import DossierCore
import DossierWire

/// The types that messages are read as.
enum FuzzTypes {
    /// By an input's first byte; new ones go to the end, so that what was found stays where it was.
    ///
    /// `nonisolated(unsafe)`: descriptors are constants of the program.
    nonisolated(unsafe) static let all: [MessageDescriptor] = [
        dossier__v1__incident__type(), dossier__v1__actor__type(), dossier__v1__statement__type(),
        dossier__v1__update_incident_request__type(), dossier__v1__import_statements_request__type(),
        dossier__v1__list_incidents_response__type(), dossier__v1__watch_incidents_response__type(),
        google__rpc__status__type(), google__rpc__bad_request__type(), ttrpc__request__type(), ttrpc__response__type(),
        test(wire__single__init), test(wire__repeated__init), test(wire__choice__init), test(wire__packet__init),
        test(wire__wide__init), test(wire__old__init), google__rpc__retry_info__type(),
    ]

    /// What an Any may hold.
    static let known = MessageTypes(reachableFrom: all)

    /// The type that the first byte says, and the rest.
    static func choose(_ input: UnsafeRawBufferPointer) -> (type: MessageDescriptor, rest: UnsafeRawBufferPointer)? {
        guard let first = input.first else { return nil }
        return (all[Int(first) % all.count], UnsafeRawBufferPointer(rebasing: input.dropFirst()))
    }

    private static func test<Body>(_ initialize: Message<Body>.Initializer) -> MessageDescriptor {
        guard let message = try? Message(initialize) else { preconditionFailure("a message takes little memory") }
        return message.descriptor
    }
}
