import CDossierModule
import CDossierProtos
import DossierCore
import DossierHost
import DossierTransport
import ModuleKit
import Testing

/// What a module is told of compression, and what it says.
@Suite struct CompressionTests {
    @Test(arguments: [false, true])
    func aModuleSaysWhetherItsReplyIsToBeCompressed(isWanted: Bool) async throws {
        try await ModuleHost.run("talk") { host in
            let sent = try await RecordingDoor().call("Talk/Compress", Ask(flag: isWanted), on: host)
            #expect(sent == [.compress(isWanted), .message(Answer()), .end(.ok)])
        }
    }

    /// The next call in the same slot is another.
    @Test func aModuleIsToldHowARequestCame() async throws {
        try await ModuleHost.run("talk") { host in
            for isCompressed in [true, false] {
                let head = CallHead(isCompressed: isCompressed)
                let sent = try await RecordingDoor().call("Talk/Compress", Ask(), head, on: host)
                #expect(sent[1] == .message(Answer(other: isCompressed ? 1 : 0)))
            }
        }
    }

    @Test func aModuleIsToldHowEachMessageCame() async throws {
        try await ModuleHost.run("pipe") { host in
            let call = try RecordingDoor().open("probe.v1.Pipe/Hoard", nil, on: host)
            for isCompressed in [true, false, true, true] {
                #expect(call.offer(Ask(text: "x").encoded, isCompressed: isCompressed))
            }
            let taken = try await RecordingDoor().call("Pipe/Collect", Ask(), on: host)
            #expect(taken[0] == .message(Answer(text: "-2", number: 4, other: 3)))
            call.cancel()
        }
    }

    @Test func afterTheFirstReplyItIsTooLateToSay() async throws {
        try await ModuleHost.run("flow") { host in
            let sent = try await RecordingDoor().call("Flow/LateCompress", Ask(), on: host)
            let late = Answer(text: "late", number: UInt64(StatusCode.failedPrecondition.rawValue))
            #expect(sent == [.compress(false), .message(Answer(text: "in time")), .message(late), .end(.ok)])
        }
    }

    /// ttrpc has no compression.
    @Test func ttrpcDoesNothing() async throws {
        try await ModuleServer.run([TestModule.build("talk")]) { server in
            let answer = try await server.connect().ask("Talk/Compress", Ask(flag: true))
            #expect(answer == Answer())
        }
    }

    @Test func aModuleInSwiftAsksAndSaysTheSame() async throws {
        try await ModuleHost.run([Self.swiftModule]) { host in
            let door = RecordingDoor()
            _ = try door.open("dossier.v1.Incidents/GetIncident", [], CallHead(isCompressed: true), on: host)
            #expect(try await door.end() == [.compress(true), .message(Answer(other: 1)), .end(.ok)])

            let stream = RecordingDoor()
            let call = try stream.open("dossier.v1.Incidents/ImportIncidents", nil, on: host)
            #expect(call.offer([], isCompressed: true))
            #expect(call.offer([], isCompressed: false))
            call.close()
            // Text says that it was too late.
            let answers = [Answer(other: 1), Answer(text: "late")].map(RecordingDoor.Sent.message)
            #expect(try await stream.end() == [.compress(true)] + answers + [.end(.ok)])
        }
    }

    /// Answers each message whether it came compressed, as a probe.v1.Answer, after it has asked for as much.
    private static var swiftModule: ModuleSource {
        let module = Module(
            id: "test.compression",
            version: "1",
            services: [
                Service(
                    dossier__v1__incidents__type(),
                    methods: [
                        .reading("GetIncident") { call, _ throws(Interrupt) in
                            answer(call).withUnsafeBytes { call.finish(encoded: $0) }
                        },
                        .bidirectional("ImportIncidents", writes: true) { call throws(Interrupt) in
                            while case .message = call.receive() {
                                _ = answer(call).withUnsafeBytes { call.send(encoded: $0) }
                            }
                            call.finish()
                        },
                    ],
                    serverStreaming: ["WatchIncidents"]
                )
            ],
            kinds: [],
            descriptorSet: UnsafeRawBufferPointer(
                start: dossier_v1_incidents_descriptor_set_bytes(),
                count: dossier_v1_incidents_descriptor_set_size
            )
        )
        return .builtin(name: "test.compression", declaration: module.table(for: UInt32(DOSSIER_ABI))!)
    }

    private static func answer(_ call: Call) -> [UInt8] {
        let isCompressed = call.isCompressed
        var writer = WireWriter()
        if !call.compress(isCompressed) { writer.bytes(1, "late".utf8) }
        writer.varint(3, isCompressed ? 1 : 0)
        return writer.bytes
    }
}
