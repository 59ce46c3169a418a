import Foundation
import GRPCCore
import GRPCNIOTransportHTTP2

// A peer to measure beside dossierd: dossier.v1.Incidents/GetIncident on grpc-swift-2, with the incidents that standard
// input holds, each as a length (four bytes, big endian) and an encoded dossier.v1.Incident: Peer PORT < incidents

guard CommandLine.arguments.count == 2, let port = Int(CommandLine.arguments[1]) else {
    FileHandle.standardError.write(Data("usage: Peer PORT < incidents\n".utf8))
    exit(2)
}
let transport = HTTP2ServerTransport.Posix(
    address: .ipv4(host: "127.0.0.1", port: port),
    transportSecurity: .plaintext
)
let input = try FileHandle.standardInput.readToEnd() ?? Data()
let server = GRPCServer(transport: transport, services: [try Incidents(reading: input)])
try await server.serve()
