import DossierClient
import DossierCore
import Testing

/// Hints that the record has moved on.
@Suite struct SubscriptionTests {
    @Test func hintsCoalesceAndEndWithTheCall() async throws {
        try await ModuleServer.run([TestModule.build("notes")]) { server in
            let client = try await server.connect()
            let reader = try await server.connect()
            var replies = try reader.follow("Notes/Follow", Ask(flag: true)).makeAsyncIterator()
            _ = try await replies.next()
            // At once, so that they share commits, and hints with them.
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<40 { group.addTask { try await write(number, client) } }
                try await group.waitForAll()
            }
            try await eventually("the last is heard of") { try await client.ask("Notes/Followed").other == 40 }
            let heard = try await client.ask("Notes/Followed").number
            #expect((1..<40).contains(heard))
            await reader.close()
            try await eventually("the call ends") { try await server.activeCalls(of: "probe.notes") == 0 }
            try await write(40, client)
            try await Task.sleep(for: .milliseconds(100))
            let end = try await client.ask("Notes/Followed")
            #expect(end == Answer(text: "overlaps 0, cancelled 1", number: end.number, other: 40))
        }
    }

    @Test func unsubscribeWaitsForAHintThatRunsAndNoneFollows() async throws {
        try await ModuleServer.run([TestModule.build("notes")]) { server in
            let client = try await server.connect()
            var replies = try client.follow("Notes/Follow", Ask(flag: true)).makeAsyncIterator()
            _ = try await replies.next()
            for number in 0..<20 { try await write(number, client) }
            let left = try await client.ask("Notes/Unfollow")
            #expect(left.number == 0)
            try await write(20, client)
            try await Task.sleep(for: .milliseconds(120))
            #expect(try await client.ask("Notes/Followed").number == left.other)
        }
    }

    /// Handle takes its time while hints fall due, and the reader goes in the middle of them.
    @Test func aCallsTurnsNeverOverlap() async throws {
        try await ModuleServer.run([TestModule.build("notes")]) { server in
            let client = try await server.connect()
            for round in 0..<5 {
                let reader = try await server.connect()
                var replies = try reader.follow("Notes/Follow", Ask(number: 20_000)).makeAsyncIterator()
                _ = try await replies.next()
                for number in 0..<20 {
                    try await write(round * 100 + number, client)
                    if number == 15 { await reader.close() }
                }
                try await eventually("the call ends") { try await server.activeCalls(of: "probe.notes") == 0 }
                #expect(try await client.ask("Notes/Followed").text == "overlaps 0, cancelled 1")
            }
        }
    }

    private func write(_ number: Int, _ client: Client) async throws(Status) {
        _ = try await client.ask("Notes/Put", Ask(text: "n", id: "n\(number)"))
    }
}
