import DossierClient
import DossierCore
import TestSupport
import Testing

/// Payloads that nobody means well with, against the methods of the running server.
struct HostilePayloadTests {
    /// A megabyte of messages inside messages; field 15 is one that nobody knows.
    private static let nested = nestedMessages(250_000, field: 1)
    private static let nestedUnknown = nestedMessages(250_000, field: 15)

    @Test(arguments: Collection.all)
    func nestingIsRefusedAndTheNextCallServed(_ collection: Collection) async throws {
        try await Desk.open(for: collection) { desk in
            let payloads: [[UInt8]] = [
                // Messages in messages, groups that begin, groups that end.
                Self.nested,
                [UInt8](repeating: 0x0b, count: 1 << 20), [UInt8](repeating: 0x0c, count: 1 << 20),
            ]
            for payload in payloads {
                for method in [collection.method("Create"), collection.method("Update"), collection.methods("List")] {
                    let name = try MethodName(method)
                    let status = try await refusal { try await desk.client.call(name, payload) }
                    #expect(status.code == .invalidArgument, "\(method): \(status)")
                    #expect(!status.message.isEmpty, "\(method)")
                }
            }
            #expect(try await desk.create(collection).revision.integer == 1)
            // A field that nobody knows is passed over, whatever it holds.
            let method = try MethodName(collection.methods("List"))
            #expect(try await !desk.client.call(method, Self.nestedUnknown).isEmpty)
        }
    }

    /// Two bytes each on the wire, and tens of bytes of memory.
    @Test func manyEmptyPartsAreRefused() async throws {
        try await Desk.open { desk in
            var payload: [UInt8] = [0x0a, 0x00]
            while payload.count < 2 << 20 { payload += payload }
            let name = try MethodName("dossier.v1.Incidents/BatchCreateIncidents")
            let before = try await desk.status().memoryBytes.integer
            for _ in 0..<5 {
                let status = try await refusal { try await desk.client.call(name, payload) }
                #expect([.resourceExhausted, .invalidArgument].contains(status.code), "\(status)")
            }
            #expect(try await desk.status().memoryBytes.integer - before < 256 << 20)
            try await desk.create(.incidents)
        }
    }

    @Test func tenThousandMutatedPayloads() async throws {
        let seed = SeededGenerator().seed
        try await Desk.open(for: .statements) { desk in
            for collection in Collection.all { try await desk.create(collection, "first") }
            let before = try await desk.status().memoryBytes.integer
            let codes = try await withThrowingTaskGroup(of: [StatusCode: Int].self) { group in
                for worker in 0..<Self.workers {
                    group.addTask { try await Self.attack(desk, MutatedPayloads(seed: seed &+ UInt64(worker))) }
                }
                return try await group.reduce(into: [:]) { $0.merge($1, uniquingKeysWith: +) }
            }
            #expect(codes.values.reduce(0, +) == Self.workers * Self.callsPerWorker, "seed \(seed)")
            #expect(Set(codes.keys).isSubset(of: Self.honest), "seed \(seed): \(codes)")
            #expect(codes[.ok, default: 0] > 100, "seed \(seed): too few were valid: \(codes)")
            #expect(codes[.invalidArgument, default: 0] > 1_000, "seed \(seed): \(codes)")
            #expect(try await desk.status().memoryBytes.integer - before < 256 << 20, "seed \(seed)")
            for collection in Collection.all {
                let names = try await desk.names(of: collection, ["showDeleted": true, "pageSize": 1_000])
                #expect(names.contains("\(collection.items)/first"), "seed \(seed)")
            }
            try await desk.eventually("the asking call alone") { $0.callsActive.integer == 1 }
        }
    }

    private static let workers = 20
    private static let callsPerWorker = 500

    /// How a call may end that was not meant well: never by a fault of the server.
    private static let honest: Set<StatusCode> = [
        .ok, .invalidArgument, .notFound, .alreadyExists, .failedPrecondition, .aborted, .outOfRange, .unimplemented,
        .resourceExhausted, .deadlineExceeded,
    ]

    private static func attack(_ desk: Desk, _ payloads: MutatedPayloads) async throws -> [StatusCode: Int] {
        var payloads = payloads
        let client = try await desk.another().client
        var codes: [StatusCode: Int] = [:]
        for _ in 0..<callsPerWorker {
            let (method, payload) = try payloads.next()
            let code = await end(of: method, payload, client)
            codes[code, default: 0] += 1
        }
        return codes
    }

    private static func end(of method: MethodName, _ payload: [UInt8], _ client: Client) async -> StatusCode {
        do {
            guard method.method.hasPrefix("Watch") else {
                _ = try await client.call(method, payload, CallOptions(timeout: .seconds(20)))
                return .ok
            }
            for try await _ in try await client.stream(method, payload, CallOptions(timeout: .milliseconds(20))) {}
            return .internal
        } catch {
            return error.code
        }
    }
}
