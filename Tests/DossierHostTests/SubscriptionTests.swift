import DossierClient
import DossierCore
import Testing

/// Hints that the record has moved on.
@Suite struct SubscriptionTests {
    @Test func hintsCoalesceAndEndWithTheCall() async throws {
        try await ModuleServer.run([TestModule.build("notes")]) { server in
            let client = try await server.connect()
            let reader = try await server.connect()
            var replies = try await reader.follow("Notes/Follow", Ask(flag: true)).makeAsyncIterator()
            _ = try await replies.next()
            // The first hint does not return while the others fall due.
            for number in 0..<40 { try await write(number, client) }
            _ = try await client.ask("Notes/Followed", Ask(flag: true))
            try await eventually("the last is heard of") { try await client.ask("Notes/Followed").other == 40 }
            #expect(try await client.ask("Notes/Followed").number <= 3)
            await reader.close()
            try await eventually("the call ends") { try await server.activeCalls(of: "probe.notes") == 0 }
            try await write(40, client)
            try await Task.sleep(for: .milliseconds(100))
            let end = try await client.ask("Notes/Followed")
            #expect(end == Answer(text: "inside 0, overlaps 0, cancelled 1", number: end.number, other: 40))
        }
    }

    @Test func unsubscribeWaitsForAHintThatRunsAndNoneFollows() async throws {
        try await ModuleServer.run([TestModule.build("notes")]) { server in
            let client = try await server.connect()
            var replies = try await client.follow("Notes/Follow", Ask(flag: true)).makeAsyncIterator()
            _ = try await replies.next()
            for number in 0..<20 { try await write(number, client) }
            try await eventually("a hint runs") { try await client.ask("Notes/Followed").text.hasPrefix("inside 1") }
            async let leaving = client.ask("Notes/Unfollow")
            try await eventually("it leaves") { try await client.ask("Notes/Followed").text.hasPrefix("leaving") }
            try await Task.sleep(for: .milliseconds(50))
            _ = try await client.ask("Notes/Followed", Ask(flag: true))
            // The one that ran, and none of those that waited.
            #expect(try await leaving == Answer(number: 0, other: 1))
            try await write(20, client)
            try await Task.sleep(for: .milliseconds(100))
            #expect(try await client.ask("Notes/Followed").number == 1)
        }
    }

    /// Handle takes its time while hints fall due, and the reader goes in the middle of them.
    @Test func aCallsTurnsNeverOverlap() async throws {
        try await ModuleServer.run([TestModule.build("notes")]) { server in
            let client = try await server.connect()
            for round in 0..<5 {
                let reader = try await server.connect()
                var replies = try await reader.follow("Notes/Follow", Ask(number: 20_000)).makeAsyncIterator()
                _ = try await replies.next()
                for number in 0..<20 {
                    try await write(round * 100 + number, client)
                    if number == 15 { await reader.close() }
                }
                try await eventually("the call ends") { try await server.activeCalls(of: "probe.notes") == 0 }
                #expect(try await client.ask("Notes/Followed").text == "inside 0, overlaps 0, cancelled 1")
            }
        }
    }

    private func write(_ number: Int, _ client: Client) async throws(Status) {
        _ = try await client.ask("Notes/Put", Ask(text: "n", id: "n\(number)"))
    }
}
