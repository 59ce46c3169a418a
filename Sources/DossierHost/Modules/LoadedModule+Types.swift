import CDossierProtos
import CProtobufC
import DossierWire

extension LoadedModule {
    /// The messages of its methods and what these hold, and those that a failure's details can be.
    var messageTypes: MessageTypes {
        var roots: [MessageDescriptor] = []
        for index in 0..<Int(declaration.pointee.n_services) {
            let service = declaration.pointee.services[index].descriptor.pointee
            for place in 0..<Int(service.n_methods) {
                roots += [service.methods[place].input, service.methods[place].output]
            }
        }
        return MessageTypes(reachableFrom: roots).adding(.details)
    }
}
