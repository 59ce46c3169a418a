import CProtobufC
import CTestProtos
import DossierCore
import DossierWire
import TestSupport
import Testing

@Suite struct DescriptorPoolTests {
    @Test func typesAreTheTwinsOfThoseThatProtocMakes() async throws {
        let types = try TestTypes.all()
        let set = try await Sets.whole()
        let names = Sets.names(set)
        let pool = try DescriptorPool(set, types: names)
        var twin = Twin()
        var compared = 0
        for name in names {
            let made = try #require(pool[name])
            guard let generated = types[name] else { continue }
            twin.compare(made, generated)
            compared += 1
        }
        #expect(twin.differences == [])
        #expect(compared > 100)
    }

    /// Bytes of Python's making, read and written by both; JSON both ways.
    @Test func messagesComeOutTheSameAsThroughGeneratedTypes() async throws {
        let types = try TestTypes.all()
        let set = try await Sets.whole()
        let pool = try DescriptorPool(set, types: Sets.names(set))
        let seed = SeededGenerator().seed
        let cases = try await withTemporaryFolder { try await Python.generate(seed: seed, count: 600, in: $0) }
        for (number, one) in cases.enumerated() {
            let generated = try Trip(one, try #require(types[one.type]), types)
            let made = try Trip(one, try #require(pool[one.type]), pool.types)
            #expect(made == generated, "seed \(seed), case \(number), \(one.type)")
        }
    }

    /// What becomes of one message.
    private struct Trip: Equatable {
        var bytes: [UInt8]
        var fromJSON: [UInt8]
        var json: String
        var full: String

        init(_ one: Python.Case, _ type: MessageDescriptor, _ types: MessageTypes) throws(Status) {
            let arena = Arena()
            let message = try Array(one.bytes).span.bytes.withUnsafeBytes { (bytes) throws(Status) in
                try MessageDecoder.decode(bytes, as: type, in: arena)
            }
            bytes = MessageEncoder.encode(message)
            json = text(try MessageJSON.encode(message, .init(types: types)))
            full = text(try MessageJSON.encode(message, .init(emitDefaults: true, types: types)))
            let again = try MessageJSON.decode(Array(one.json.utf8), as: type, in: arena, types: types)
            fromJSON = MessageEncoder.encode(again)
            withExtendedLifetime(arena) {}
        }
    }

    @Test func optionalFieldsTellZeroFromNothing() async throws {
        let pool = try await pool(
            """
            message M { optional int32 number = 1; optional string text = 2; optional bytes data = 3; optional M m = 4; }
            """
        )
        #expect(try throughBytes("{}", pool) == ("{}", 0))
        let full = #"{"number":0,"text":"","data":"","m":{}}"#
        #expect(try throughBytes(full, pool) == (full, 8))
    }

    @Test func mapsAreObjects() async throws {
        let pool = try await pool(
            """
            message M { map<string, int32> a = 1; map<bool, M> b = 2; map<sint64, string> c = 3; map<string, E> d = 4; }
            enum E { E_NONE = 0; E_ONE = 1; }
            """
        )
        let json = #"{"a":{"":1,"x":2},"b":{"true":{"a":{"y":0}}},"c":{"-5":"five"},"d":{"z":"E_ONE"}}"#
        #expect(try throughBytes(json, pool).json == json)
        for (wrong, reason) in [
            (#"{"a":[]}"#, "a: expected an object"), (#"{"c":{"x":"y"}}"#, "c.x: expected an integer"),
            (#"{"b":{"yes":{}}}"#, "b.yes: expected true or false"), (#"{"a":{"x":null}}"#, "a.x: expected an integer"),
        ] {
            let refused = status { () throws(Status) in _ = try throughBytes(wrong, pool) }
            #expect(refused?.message.contains(reason) == true, "\(refused?.message ?? "accepted")")
        }
    }

    /// An entry counts as a message wherever it is read: what lies too deep to be read again is not taken apart.
    @Test(arguments: [(20, false), (48, false), (49, true)])
    func anAnyBelowMapsComesBackTheSame(levels: Int, isTooDeep: Bool) async throws {
        let pool = try await pool(
            """
            import "google/protobuf/any.proto";
            message M { map<string, M> m = 1; google.protobuf.Any any = 2; }
            """
        )
        let (type, arena) = (pool["a.M"]!, Arena())
        let read = { (json: [UInt8]) throws(Status) in
            MessageEncoder.encode(try MessageJSON.decode(json, as: type, in: arena, types: pool.types))
        }
        var bytes = try read(Array(#"{"any":{"@type":"t/a.M","m":{"x":{}}}}"#.utf8))
        for _ in 0..<levels { bytes = field(1, hex("0a 01 78") + field(2, bytes)) }
        let message = try bytes.withUnsafeBytes { try MessageDecoder.decode($0, as: type, in: arena) }
        let json = try MessageJSON.encode(message, .init(types: pool.types))
        #expect(text(json).contains("@value") == isTooDeep)
        #expect(try read(json) == bytes)
    }

    /// A field that holds bytes.
    private func field(_ number: UInt8, _ bytes: [UInt8]) -> [UInt8] {
        let length =
            bytes.count < 128 ? [UInt8(bytes.count)] : [UInt8(bytes.count & 127) | 128, UInt8(bytes.count >> 7)]
        return [number << 3 | 2] + length + bytes
    }

    /// The later one counts, as for every reader of protobuf.
    @Test func aKeyGivenTwiceIsWrittenOnce() async throws {
        let pool = try await pool("message M { map<string, int32> a = 1; }")
        let arena = Arena()
        let message = try hex("0a 05 0a 01 78 10 01  0a 05 0a 01 78 10 02").withUnsafeBytes {
            try MessageDecoder.decode($0, as: pool["a.M"]!, in: arena)
        }
        #expect(text(try MessageJSON.encode(message)) == #"{"a":{"x":2}}"#)
    }

    @Test func saysWhatItCannotCarry() async throws {
        let group = "syntax = \"proto2\"; package a; message M { optional group Part = 1 { } }"
        let set = try DescriptorSet(decoding: try await Protoc.set(of: group))
        #expect(refusal(set).contains("a.M.part is a group"))
        let edition = try DescriptorSet(files: [set.files[0].encoded + hex("62 08") + Array("editions".utf8)])
        #expect(refusal(edition).contains("\"editions\", which is not supported"))
    }

    private func refusal(_ set: DescriptorSet) -> String {
        status { () throws(Status) in _ = try DescriptorPool(set, types: ["a.M"]) }?.message ?? "accepted"
    }

    @Test func aTypeOutsideTheFilesIsRefused() async throws {
        let set = try DescriptorSet(decoding: await Protoc.testProtos())
        let part = try DescriptorSet(files: set.files.filter { $0.name == "wire/kinds.proto" }.map(\.encoded))
        let known = try DescriptorPool(part, types: ["wire.Single"])
        #expect(known["wire.Single"] != nil && known["wire.Choice"] == nil)
        let missing = status { () throws(Status) in _ = try DescriptorPool(part, types: ["wire.Missing"]) }
        #expect(missing?.code == .notFound)
        let twice = try DescriptorSet(files: (set.files + set.files.suffix(1)).map(\.encoded))
        let refused = status { () throws(Status) in _ = try DescriptorPool(twice, types: []) }
        #expect(refused?.message.contains("declared twice") == true)
    }

    private func pool(_ declarations: String) async throws -> DescriptorPool {
        let file = "syntax = \"proto3\";\npackage a;\n" + declarations
        return try DescriptorPool(try DescriptorSet(decoding: try await Protoc.set(of: file)), types: ["a.M"])
    }

    /// a.M from JSON to bytes and back.
    private func throughBytes(_ json: String, _ pool: DescriptorPool) throws(Status) -> (json: String, size: Int) {
        let arena = Arena()
        let bytes = MessageEncoder.encode(try MessageJSON.decode(Array(json.utf8), as: pool["a.M"]!, in: arena))
        let message = try bytes.span.bytes.withUnsafeBytes { (bytes) throws(Status) in
            try MessageDecoder.decode(bytes, as: pool["a.M"]!, in: arena)
        }
        return (text(try MessageJSON.encode(message)), bytes.count)
    }
}
