import CDossierProtos
import CTestProtos
import DossierCore
import DossierWire

/// The types that the property tests send back and forth.
enum TestTypes {
    static func all() throws(Status) -> MessageTypes {
        let services = [
            dossier__v1__incidents__descriptor, dossier__v1__actors__descriptor, dossier__v1__statements__descriptor,
            dossier__v1__server__descriptor,
        ]
        var roots: [MessageDescriptor] = services.flatMap { service in
            (0..<Int(service.n_methods)).flatMap { [service.methods[$0].input!, service.methods[$0].output!] }
        }
        roots.append(try Message(wire__repeated__init).descriptor)
        roots.append(try Message(wire__choice__init).descriptor)
        roots.append(try Message(wire__packet__init).descriptor)
        roots.append(try Message(wire__names__init).descriptor)
        roots.append(try Message(wire__wide__init).descriptor)
        roots.append(try Message(wire__old__init).descriptor)
        roots += [ttrpc__request__type(), ttrpc__response__type()]
        return MessageTypes(reachableFrom: roots).adding(.details)
    }
}
