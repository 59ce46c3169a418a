import CDossierProtos
import DossierClient
import DossierCore
import DossierWire
import Foundation
import TestSupport

/// The files that a server's reflection hands out, and what Python's protobuf makes of them.
struct ReflectedFiles {
    private(set) var set = DescriptorSet()

    /// It is not there, or did not take the files.
    struct Failure: Error { var output: String }

    /// Those of all services.
    static func fetch(from client: Client) async throws -> ReflectedFiles {
        var files = ReflectedFiles()
        let listed = JSON(try await ask(["listServices": ""], client))
        for service in listed.listServicesResponse.service.list {
            let answer = JSON(try await ask(["fileContainingSymbol": service.name], client))
            let encoded = answer.fileDescriptorResponse.fileDescriptorProto.list
            let bytes = encoded.map { [UInt8](Data(base64Encoded: $0.string) ?? Data()) }
            try files.set.add(try DescriptorSet(files: bytes))
        }
        return files
    }

    private static func ask(_ question: JSON, _ client: Client) async throws -> JSONValue {
        let call = try await client.duplex(MethodName("grpc.reflection.v1.ServerReflection/ServerReflectionInfo"))
        try await call.send(
            try JSONMessage.encode(question.value, as: grpc__reflection__v1__server_reflection_request__type())
        )
        try await call.closeSending()
        var answer = JSONValue.null
        for try await reply in call.replies {
            answer = try JSONMessage.decode(
                reply,
                as: grpc__reflection__v1__server_reflection_response__type()
            )
        }
        return answer
    }

    /// "SERVICE.METHOD INPUT OUTPUT CLIENT-STREAMS SERVER-STREAMS" of every method that Python finds, sorted.
    func methodsByPython() async throws -> [String] { try await python("methods") }

    /// Where gRPC's own services are not what its packages bring.
    func foreignDifferences() async throws -> [String] { try await python("foreign") }

    /// Those of some symbols that Python does not find.
    func unknownToPython(_ symbols: [String]) async throws -> [String] { try await python("unknown", symbols) }

    private func python(_ command: String, _ symbols: [String] = []) async throws -> [String] {
        try await withTemporaryFolder { folder in
            for (index, file) in set.files.enumerated() {
                try Data(file.encoded).write(to: folder.appending(path: "\(index).pb"))
            }
            let list = folder.appending(path: "symbols")
            try Data(symbols.joined(separator: "\n").utf8).write(to: list)
            let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "reflection.py")
            let run = try await Command.run("python3", script.path, command, folder.path)
            guard run.status == 0 else { throw Failure(output: run.output) }
            return run.output.split(separator: "\n").map(String.init)
        }
    }
}
