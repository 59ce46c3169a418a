import DossierCore
import DossierHost
import Testing

/// Messages that are refused, and offered again once the module has taken others: for protocols with flow control.
@Suite struct ResumeTests {
    /// The bound in number, and that in bytes: with 1 MiB in each there is room for seven.
    @Test(arguments: [(0, Limits.waitingMessages, Limits.waitingMessages / 2), (1 << 20, 7, 3)])
    func aRefusedMessageIsAskedForOnceHalfIsTaken(size: Int, room: Int, half: Int) async throws {
        try await ModuleHost.run("pipe") { host in
            let door = RecordingDoor()
            let call = try door.open(Self.hoard, nil, on: host)
            let message = Ask(text: String(repeating: "x", count: size)).encoded
            for _ in 0..<room { #expect(call.offer(message)) }
            #expect(!call.offer(message))
            // To insist does not change it.
            #expect(!call.offer(message))
            try await take(room - half - 1, on: host)
            #expect(door.resumeCount == 0)
            try await take(1, on: host)
            #expect(door.resumeCount == 1)
            try await take(half - 1, on: host)
            #expect(door.resumeCount == 1)

            for _ in 0..<room - 1 { #expect(call.offer(message)) }
            #expect(!call.offer(message))
            try await take(room, on: host)
            #expect(door.resumeCount == 2)
            call.cancel()
        }
    }

    @Test func nothingIsAskedForThatWasNotRefused() async throws {
        try await ModuleHost.run("pipe") { host in
            let door = RecordingDoor()
            let call = try door.open(Self.hoard, nil, on: host)
            for _ in 0..<Limits.waitingMessages { #expect(call.offer([])) }
            try await take(Limits.waitingMessages, on: host)
            #expect(call.offer([]))
            #expect(door.resumeCount == 0)
            call.cancel()
        }
    }

    @Test func aCallThatEndsAsksForNothing() async throws {
        try await ModuleHost.run("pipe") { host in
            let door = RecordingDoor()
            let call = try door.open(Self.hoard, nil, on: host)
            while call.offer([]) {}
            call.cancel()
            // What comes late is dropped.
            #expect(call.offer([]))
            #expect(try await door.end() == [.end(Status(.cancelled, "the caller is gone"))])
            #expect(door.resumeCount == 0)
        }
    }

    /// The other calls of the module have all the memory: a call is refused though none of its messages waits.
    @Test func aCallThatTheOthersLeaveNoRoomIsAskedOnceTheyDo() async throws {
        try await ModuleHost.run("pipe") { host in
            let (poor, late) = (RecordingDoor(), RecordingDoor())
            let poorCall = try poor.open(Self.hoard, nil, on: host)
            let lateCall = try late.open(Self.hoard, nil, on: host)
            let rich = try fill(host)
            #expect(!poorCall.offer([]))
            #expect(!lateCall.offer([]))
            // The last of them is the one that `take` takes from. Less than what a call may have is not room.
            try await take(3, on: host)
            #expect(poor.resumeCount == 0)
            try await take(1, on: host)
            #expect(poor.resumeCount == 1 && late.resumeCount == 1)

            // Somebody else was faster: refused again, asked again, when somebody ends this time.
            while rich.last!.offer(Self.quarter) {}
            #expect(!poorCall.offer([]))
            lateCall.cancel()
            rich[0].cancel()
            #expect(poor.resumeCount == 2 && late.resumeCount == 1)
            #expect(poorCall.offer([]))
            for call in rich + [poorCall] { call.cancel() }
        }
    }

    /// One that starves and ends is forgotten, and what it had is given back: all is there again afterwards.
    @Test func whoeverEndsLeavesNothingBehind() async throws {
        try await ModuleHost.run("pipe") { host in
            for _ in 0..<2 {
                let door = RecordingDoor()
                let call = try door.open(Self.hoard, nil, on: host)
                let rich = try fill(host)
                #expect(!call.offer([]))
                call.cancel()
                for call in rich { call.cancel() }
                #expect(door.resumeCount == 0)
            }
        }
    }

    /// Doors that offer as fast as they can and wait when they are told to: everything arrives, in order, and no wait is
    /// for ever.
    @Test(.timeLimit(.minutes(2))) func nothingIsLostAndNobodyWaitsForEver() async throws {
        try await ModuleHost.run("pipe") { host in
            let count = 20_000
            try await withThrowingTaskGroup(of: Void.self) { group in
                for method in ["Pipe/Echo", "Pipe/Sum", "Pipe/Echo", "Pipe/Sum"] {
                    group.addTask {
                        let door = RecordingDoor()
                        let call = try door.open("probe.v1.\(method)", nil, on: host)
                        let refusals = await offer(count, to: call, at: door)
                        let sent = try await door.end()
                        #expect(door.resumeCount == refusals && refusals > 0)
                        let sum = Answer(number: UInt64(count * (count - 1) / 2), other: UInt64(count))
                        let echoes = (0..<count).map { RecordingDoor.Sent.message(Answer(number: UInt64($0))) }
                        #expect(sent == (method == "Pipe/Sum" ? [.message(sum)] : echoes) + [.end(.ok)])
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    private static let hoard = "probe.v1.Pipe/Hoard"
    /// A quarter of what one call may have, with what the host counts beside it.
    private static let quarter = Ask(text: String(repeating: "x", count: Limits.waitingMessageBytes / 4 - 68)).encoded

    /// Calls that have all the memory of their module, each what it may have.
    private func fill(_ host: Host) throws -> [RecordedCall] {
        try (0..<Limits.waitingMessageBytesPerModule / Limits.waitingMessageBytes).map { _ in
            let call = try RecordingDoor().open(Self.hoard, nil, on: host)
            for _ in 0..<4 { #expect(call.offer(Self.quarter)) }
            return call
        }
    }

    /// Has the module take so many messages of the call that was opened last.
    private func take(_ count: Int, on host: Host) async throws {
        let sent = try await RecordingDoor().call("Pipe/Collect", Ask(number: UInt64(count)), on: host)
        #expect(sent == [.message(Answer(text: "0", number: UInt64(count))), .end(.ok)])
    }

    /// Offers numbered messages and the end of them.
    /// - Returns: how many were refused.
    private func offer(_ count: Int, to call: RecordedCall, at door: RecordingDoor) async -> Int {
        var refusals = 0
        var resumptions = door.resumptions.makeAsyncIterator()
        let messages = (0..<count).map { Ask(number: UInt64($0)).encoded }
        for message in messages {
            while !call.offer(message) {
                refusals += 1
                await resumptions.next()
            }
        }
        call.close()
        return refusals
    }
}
