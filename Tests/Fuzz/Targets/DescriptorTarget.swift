import DossierCore
import DossierWire

/// Types made of what a stranger describes are as safe as those made by protoc.
enum DescriptorTarget {
    /// The first byte says where the set ends and a message of its types begins, in sixteenths.
    static func run(_ input: UnsafeRawBufferPointer) throws(Broken) {
        guard let first = input.first else { return }
        let rest = input.dropFirst()
        let cut = rest.startIndex + rest.count * Int(first % 16 + 1) / 16
        do throws(Status) {
            let set = try DescriptorSet(decoding: UnsafeRawBufferPointer(rebasing: rest[..<cut]))
            let names = set.files.flatMap { $0.messages.map(\.name) }
            let pool = try DescriptorPool(set, types: names)
            for name in names { use(pool, name, UnsafeRawBufferPointer(rebasing: rest[cut...])) }
        } catch {
            try error.checkRefusal()
        }
    }

    private static func use(_ pool: DescriptorPool, _ name: String, _ bytes: UnsafeRawBufferPointer) {
        guard let type = pool[name] else { return }
        let arena = Arena()
        _ = try? MessageJSON.decode(Array("{}".utf8), as: type, in: arena)
        guard let message = try? MessageDecoder.decode(bytes, as: type, in: arena) else { return }
        _ = try? MessageJSON.encode(message, .init(emitDefaults: true, types: pool.types))
        _ = MessageEncoder.encode(message)
    }
}
