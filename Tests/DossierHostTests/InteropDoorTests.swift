import DossierCore
import DossierHost
import DossierTransport
import Testing

/// gRPC's interoperability tests, as far as ttrpc cannot carry them: compression, metadata both ways, and cancelling.
@Suite struct InteropDoorTests {
    private static let invalid = RecordingDoor.Sent.end(
        Status(.invalidArgument, "the message did not come compressed, as expect_compressed says")
    )

    @Test(arguments: [true, false])
    func clientCompressedUnary(isCompressed: Bool) async throws {
        try await withInterop { host in
            let request = Interop.simple(size: 9, body: 8, expectsCompressed: true)
            let sent = try await Self.call("UnaryCall", request, CallHead(isCompressed: isCompressed), on: host)
            #expect(sent == (isCompressed ? [.message(Interop.reply(9)), .end(.ok)] : [Self.invalid]))
        }
    }

    @Test func clientCompressedStreaming() async throws {
        try await withInterop { host in
            let probing = RecordingDoor()
            let probe = try probing.open(Interop.path("StreamingInputCall"), nil, on: host)
            #expect(probe.offer(Interop.input(body: 27_182, expectsCompressed: true)))
            #expect(try await probing.end() == [Self.invalid])

            let door = RecordingDoor()
            let call = try door.open(Interop.path("StreamingInputCall"), nil, on: host)
            #expect(call.offer(Interop.input(body: 27_182, expectsCompressed: true), isCompressed: true))
            #expect(call.offer(Interop.input(body: 45_904, expectsCompressed: false)))
            call.close()
            #expect(try await door.end() == [.message(Interop.sum(73_086)), .end(.ok)])
        }
    }

    @Test(arguments: [true, false, nil])
    func serverCompressedUnary(isCompressed: Bool?) async throws {
        try await withInterop { host in
            let request = Interop.simple(size: 9, compressesReply: isCompressed)
            let sent = try await Self.call("UnaryCall", request, on: host)
            let said = isCompressed.map { [RecordingDoor.Sent.compress($0)] } ?? []
            #expect(sent == said + [.message(Interop.reply(9)), .end(.ok)])
        }
    }

    @Test(arguments: [true, false])
    func serverCompressedStreaming(isCompressed: Bool) async throws {
        try await withInterop { host in
            let replies = [Interop.Reply(size: 31_415, isCompressed: isCompressed), Interop.Reply(size: 92_653)]
            let sent = try await Self.call("StreamingOutputCall", Interop.output(replies), on: host)
            let messages = [31_415, 92_653].map { RecordingDoor.Sent.message(Interop.reply($0)) }
            #expect(sent == [.compress(isCompressed)] + messages + [.end(.ok)])
        }
    }

    @Test func customMetadata() async throws {
        let initial = Metadata.Entry(name: "x-grpc-test-echo-initial", value: "test_initial_metadata_value")
        let trailing = Metadata.Entry(name: "x-grpc-test-echo-trailing-bin", value: "q6ur")
        let head = CallHead(metadata: Metadata([initial, .init(name: "other", value: "x"), trailing]))
        let around = { (messages: [RecordingDoor.Sent], end: Status) -> [RecordingDoor.Sent] in
            [.headers(Metadata([initial]))] + messages + [.trailers(Metadata([trailing])), .end(end)]
        }
        try await withInterop { host in
            let reply = RecordingDoor.Sent.message(Interop.reply(314_159))
            let unary = try await Self.call("UnaryCall", Interop.simple(size: 314_159, body: 271_828), head, on: host)
            #expect(unary == around([reply], .ok))

            let duplex = RecordingDoor()
            let call = try duplex.open(Interop.path("FullDuplexCall"), nil, head, on: host)
            #expect(call.offer(Interop.output(314_159, body: 271_828)))
            call.close()
            #expect(try await duplex.end() == around([reply], .ok))

            let status = Status(.aborted, "as asked")
            let failed = try await Self.call("UnaryCall", Interop.simple(status: status), head, on: host)
            #expect(failed == around([], status))
        }
    }

    @Test func cancelAfterBegin() async throws {
        try await withInterop { host in
            let door = RecordingDoor()
            try door.open(Interop.path("StreamingInputCall"), nil, on: host).cancel()
            #expect(try await door.end() == [Self.cancelled])
        }
    }

    @Test func cancelAfterFirstResponse() async throws {
        try await withInterop { host in
            let door = RecordingDoor()
            let call = try door.open(Interop.path("FullDuplexCall"), nil, on: host)
            #expect(call.offer(Interop.output(31_415, body: 27_182)))
            try await eventually("it answers") { door.sentSoFar.count == 1 }
            call.cancel()
            #expect(try await door.end() == [.message(Interop.reply(31_415)), Self.cancelled])
        }
    }

    /// Whatever they wait for, at whatever moment, cancelled calls come to an end: else the modules would not stop.
    @Test func cancelledCallsEnd() async throws {
        try await withInterop { host in
            for round in 0..<200 {
                let door = RecordingDoor()
                door.isFull = round % 4 == 0
                let interval = [0, 1, 300, 600_000_000][round % 4]
                let call = try door.open(Interop.path("FullDuplexCall"), nil, on: host)
                #expect(call.offer(Interop.output([.init(size: 1, interval: interval), .init(size: 2)])))
                if round % 3 > 0 { try await Task.sleep(for: .microseconds(round * 5)) }
                call.cancel()
                #expect(try await door.end().last == Self.cancelled)
            }
        }
    }

    /// The client does not read, then does.
    @Test func aFullDoorIsWaitedFor() async throws {
        try await withInterop { host in
            let door = RecordingDoor()
            door.isFull = true
            let call = try door.open(Interop.path("StreamingOutputCall"), Interop.output(1, 2, 3), on: host)
            try await Task.sleep(for: .milliseconds(20))
            #expect(door.sentSoFar.isEmpty)
            call.read(from: door)
            #expect(try await door.end() == (1...3).map { .message(Interop.reply($0)) } + [.end(.ok)])
        }
    }

    private static let cancelled = RecordingDoor.Sent.end(Status(.cancelled, "the caller is gone"))

    private static func call(
        _ method: String,
        _ request: [UInt8],
        _ head: CallHead = CallHead(),
        on host: Host
    ) async throws -> [RecordingDoor.Sent] {
        let door = RecordingDoor()
        _ = try door.open(Interop.path(method), request, head, on: host)
        return try await door.end()
    }

    private func withInterop(_ body: (Host) async throws -> Void) async throws {
        try await ModuleHost.run([.library(path: TestModule.interop().path)], body: body)
    }
}
