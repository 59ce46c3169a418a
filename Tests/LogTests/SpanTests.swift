import DossierClient
import DossierCore
import DossierWire
import Foundation
import TestSupport
import Testing

/// Spans that a server sends to a collector.
@Suite struct SpanTests {
    private static let list = "dossier.v1.Incidents/ListIncidents"
    private static let get = "dossier.v1.Incidents/GetIncident"
    private static let watch = "dossier.v1.Incidents/WatchIncidents"
    private static let parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-"

    @Test func eachCallOfASampledTraceIsOne() async throws {
        let collector = try Collector()
        let start = WallClock.now()
        try await LoggingServer.run(collector.setting, level: "notice") { server in
            let client = try await server.connect()
            try await Self.call(client, times: 1)
            #expect(
                try await client.failure(Self.get, [], ["traceparent": "\(Self.parent)01"])?.code == .invalidArgument
            )
            let header = ["--header", "traceparent: \(Self.parent)01"]
            #expect(try await Curl.call(server.port, Self.list, "{}", header[0], header[1]).status == 200)
            let metadata = Metadata([.init(name: "traceparent", value: "\(Self.parent)01")])
            let options = CallOptions(timeout: .milliseconds(100), metadata: metadata, retry: .never)
            let watch = try await client.stream(MethodName(Self.watch), [], options)
            await #expect(throws: Status.self) { for try await _ in watch {} }
            // Nobody asked for these.
            #expect(try await client.failure(Self.list, [], ["traceparent": "\(Self.parent)00"]) == nil)
            #expect(try await client.failure(Self.list) == nil)
            _ = try await server.lines("call failed", count: 2)
        }
        let end = WallClock.now()
        #expect(collector.requests.count == 1)
        let head = try #require(collector.requests.first?.head)
        #expect(
            head.hasPrefix("POST /v1/traces HTTP/1.1\r\n") && head.contains("\r\nhost: 127.0.0.1:\(collector.port)\r\n")
        )
        #expect(head.contains("\r\ncontent-type: application/json\r\n"), "\(head)")
        let resource = collector.requests.first?.body.elements("resourceSpans").first?["resource"]
        #expect(Self.attributes(resource)["service.name"] == "dossierd")

        // One that ends well is recorded when its client has its answer: the next may be before it.
        let spans = try collector.spans.sorted {
            try Self.time($0, "startTimeUnixNano") < Self.time($1, "startTimeUnixNano")
        }
        #expect(spans.map { $0["name"]?.text } == [Self.list, Self.get, Self.list, Self.watch])
        let systems = spans.map { Self.attributes($0)["rpc.system"] }
        #expect(systems == ["ttrpc", "ttrpc", "connect_rpc", "ttrpc"])
        #expect(spans.map { Self.attributes($0)["rpc.grpc.status_code"] } == ["0", "3", "0", "4"])
        // A server's error is one, its caller's is not.
        #expect(spans.map { $0["status"]?["code"] } == [nil, nil, nil, .number("2")])
        #expect(Set(spans.compactMap { $0["spanId"]?.text }).count == spans.count)
        for span in spans {
            #expect(span["traceId"]?.text == "4bf92f3577b34da6a3ce929d0e0e4736")
            #expect(span["parentSpanId"]?.text == "00f067aa0ba902b7" && span["kind"] == .number("2"))
            #expect(span["spanId"]?.text?.wholeMatch(of: /[0-9a-f]{16}/) != nil)
            let attributes = Self.attributes(span)
            #expect(attributes["rpc.service"] == "dossier.v1.Incidents")
            #expect("dossier.v1.Incidents/\(attributes["rpc.method"] ?? "")" == span["name"]?.text)
            let (begun, ended) = (try Self.time(span, "startTimeUnixNano"), try Self.time(span, "endTimeUnixNano"))
            #expect(start <= begun && begun < ended && ended <= end)
        }
        let (begun, ended) = (try Self.time(spans[3], "startTimeUnixNano"), try Self.time(spans[3], "endTimeUnixNano"))
        #expect(ended - begun >= 90_000_000)
        try Self.checkPhases(of: spans[0])
    }

    /// What cannot be sent is lost, which is said once, until it can.
    @Test func aCollectorThatRefusesHarmsNobody() async throws {
        let collector = try Collector(status: 503)
        try await LoggingServer.run(collector.setting, level: "notice") { server in
            let client = try await server.connect()
            try await Self.call(client, times: Limits.spansPerRequest)
            let warning = try await server.lines("spans cannot be sent", count: 1)[0]
            #expect(
                warning["level"]?.text == "warning" && warning["reason"]?.text?.contains("503") == true,
                "\(warning)"
            )
            #expect(warning["collector"]?.text == "127.0.0.1:\(collector.port)")
            try await Self.call(client, times: Limits.spansPerRequest)
            try await Self.until { collector.requests.count > 1 }
            collector.answer(200)
            try await Self.call(client, times: Limits.spansPerRequest)
            let notice = try await server.lines("spans are sent again", count: 1)[0]
            let refused = collector.requests.filter { $0.status == 503 }
            #expect(notice["lost"]?.count == refused.map(\.spans.count).reduce(0, +))
            #expect(try server.lines("spans cannot be sent").count == 1)
            try await Self.call(client, times: 1)
        }
        #expect(collector.spans.count == 3 * Limits.spansPerRequest + 1)
    }

    @Test func aCollectorThatIsAwayOrSilentHoldsUpNoEnd() async throws {
        let (silent, nobody) = (try Collector(status: 0), try FreePort.find())
        // To the latter a request has begun, and another is to follow.
        for (setting, times) in [
            ("traces: http://127.0.0.1:\(nobody)\n", 1), (silent.setting, Limits.spansPerRequest + 1),
        ] {
            var start = ContinuousClock.now
            try await LoggingServer.run(setting, level: "notice") { server in
                try await Self.call(try await server.connect(), times: times)
                start = .now
            }
            #expect(.now - start < .nanoseconds(Limits.spanRequestNanoseconds) + .seconds(1.5))
        }
        #expect(!silent.requests.isEmpty)
    }

    private static func call(_ client: Client, times: Int) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<times {
                if index >= 16 { try await group.next() }
                group.addTask {
                    let failure = try await client.failure(list, [], ["traceparent": "\(parent)01"])
                    #expect(failure == nil)
                }
            }
            try await group.waitForAll()
        }
    }

    private static func until(_ isSo: () -> Bool) async throws {
        for _ in 0..<200 where !isSo() { try await Task.sleep(for: .milliseconds(20)) }
        #expect(isSo())
    }

    private static func time(_ span: JSONValue, _ name: String) throws -> Int64 {
        Int64(try #require(span[name]?.count))
    }

    private static func attributes(_ owner: JSONValue?) -> [String: String] {
        let pairs = owner?.elements("attributes").compactMap { attribute -> (String, String)? in
            switch attribute["value"]?.members.first?.value {
            case .string(let text), .number(let text): attribute["key"]?.text.map { ($0, text) }
            default: nil
            }
        }
        return Dictionary(uniqueKeysWithValues: pairs ?? [])
    }

    /// They are all that there is between its start and its end; each is cut to the microsecond.
    private static func checkPhases(of span: JSONValue) throws {
        let attributes = attributes(span)
        let phases = ["decode", "queue", "module", "store", "encode"].map {
            attributes["dossier.\($0)_ms"].flatMap(Double.init)
        }
        let all = Double(try time(span, "endTimeUnixNano") - time(span, "startTimeUnixNano")) / 1e6
        #expect(!phases.contains(nil) && abs(phases.compactMap { $0 }.reduce(0, +) - all) < 0.01, "\(span)")
    }
}
