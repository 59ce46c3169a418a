import DossierWire
import Foundation
import TestSupport

/// The descriptors of the types that `TestTypes` has.
enum Sets {
    /// All in one set.
    static func whole() async throws -> DescriptorSet {
        let services = ["incidents", "actors", "statements", "server"].map { "dossier/v1/\($0).proto" }
        let others = ["google/rpc/status.proto", "google/rpc/error_details.proto", "ttrpc/ttrpc.proto"]
        let folders = ["Protos", "Tests/CTestProtos"].map { Project.root.appending(path: $0) }
        let tests = ["wire/kinds.proto", "wire/old.proto"]
        return try DescriptorSet(decoding: try await Protoc.set(services + others + tests, below: folders))
    }

    /// Every message of a set, nested ones too.
    static func names(_ set: DescriptorSet) -> [String] { set.files.flatMap { $0.messages.flatMap(names) } }

    private static func names(_ message: MessageDescription) -> [String] {
        [message.name] + message.messages.flatMap(names)
    }
}
