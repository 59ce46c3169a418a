import CDossierProtos
import CProtobufC
import DossierCore
import DossierWire
import Testing

/// What a test keeps of a RequestView, whose slices do not outlive the bytes.
private struct Parsed: Equatable {
    var service = ""
    var method = ""
    var payload: [UInt8] = []
    var timeoutNanoseconds: Int64 = 0
    var metadata = Metadata()
}

private func parse(_ bytes: [UInt8]) throws(Status) -> Parsed {
    var memory = TTRPC.MetadataMemory()
    return try parse(bytes, &memory)
}

private func parse(_ bytes: [UInt8], _ memory: inout TTRPC.MetadataMemory) throws(Status) -> Parsed {
    // withUnsafeBytes rethrows untyped.
    let result: Result<Parsed, Status> = bytes.withUnsafeBytes { bytes in
        do throws(Status) {
            let view = try TTRPC.RequestView(parsing: bytes, &memory)
            return .success(
                Parsed(
                    service: text(view.service),
                    method: text(view.method),
                    payload: Array(view.payload),
                    timeoutNanoseconds: view.timeoutNanoseconds,
                    metadata: view.metadata
                )
            )
        } catch {
            return .failure(error)
        }
    }
    return try result.get()
}

@Suite struct RequestTests {
    static let golden = hex(
        """
        0a 03 612e42 12 03 476574 1a 02 0801 20 80 94 eb dc 03
        2a 0a 0a 04 75736572 12 02 6a6f 2a 03 0a 01 6b
        """
    )

    @Test func writesTheGoldenBytes() {
        let payload: [UInt8] = [8, 1]
        let metadata = Metadata([.init(name: "user", value: "jo"), .init(name: "k", value: "")])
        payload.withUnsafeBytes { payload in
            let envelope = TTRPC.RequestEnvelope(
                service: "a.B",
                method: "Get",
                encoded: payload,
                timeoutNanoseconds: 1_000_000_000,
                metadata: metadata
            )
            #expect(written(envelope.size, envelope.write) == Self.golden)
        }
    }

    @Test func readsTheGoldenBytes() throws {
        let expected = Parsed(
            service: "a.B",
            method: "Get",
            payload: [8, 1],
            timeoutNanoseconds: 1_000_000_000,
            metadata: Metadata([.init(name: "user", value: "jo"), .init(name: "k", value: "")])
        )
        #expect(try parse(Self.golden) == expected)
        #expect(try parse([]) == Parsed())
    }

    @Test func agreesWithProtobufC() throws {
        let unpacked = try #require(ttrpc__request__unpack(nil, Self.golden.count, Self.golden))
        defer { ttrpc__request__free_unpacked(unpacked, nil) }
        #expect(String(cString: unpacked.pointee.service) == "a.B")
        #expect(unpacked.pointee.timeout_nano == 1_000_000_000)
        #expect(unpacked.pointee.n_metadata == 2)
        let base = UnsafeRawPointer(unpacked).assumingMemoryBound(to: ProtobufCMessage.self)
        #expect(packed(base) == Self.golden)
    }

    @Test func packsAMessageInPlace() throws {
        var message = Google__Protobuf__Timestamp()
        google__protobuf__timestamp__init(&message)
        message.seconds = -1
        message.nanos = 7
        let (bytes, payload) = withUnsafePointer(to: &message) { pointer in
            let base = UnsafeRawPointer(pointer).assumingMemoryBound(to: ProtobufCMessage.self)
            let envelope = TTRPC.RequestEnvelope(service: "s", method: "m", message: base)
            return (written(envelope.size, envelope.write), packed(base))
        }
        #expect(try parse(bytes) == Parsed(service: "s", method: "m", payload: payload))
    }

    @Test func lastValueWinsAndUnknownFieldsArePassedOver() throws {
        let bytes = hex("0a0161 0a0162 38ff01 39 0102030405060708 3d 01020304 4203 616263 2001 2002")
        #expect(try parse(bytes) == Parsed(service: "b", timeoutNanoseconds: 2))
    }

    @Test func lowersMetadataNames() throws {
        #expect(try parse(hex("2a06 0a02 4162 1200")).metadata == Metadata([.init(name: "ab", value: "")]))
    }

    @Test func remembersTheMetadataOfTheLastRequestAlone() throws {
        var memory = TTRPC.MetadataMemory()
        func metadata(_ digits: String) throws -> Metadata { try parse(hex(digits), &memory).metadata }
        let jo = Metadata([.init(name: "user", value: "jo")])
        #expect(try metadata("2a0a 0a0475736572 12026a6f").isSameMemory(as: metadata("2a0a 0a0475736572 12026a6f")))
        for _ in 0..<2 {
            #expect(try metadata("2a0a 0a0475736572 12026a6f") == jo)
            // Other fields between and behind.
            #expect(try metadata("0a0161 2a0a 0a0475736572 12026a6f 120162") == jo)
            #expect(try metadata("2a0a 0a0475736572 12026a70")["user"] == "jp")
            #expect(try metadata("0a0161") == Metadata())
            let both = try metadata("2a0a 0a0475736572 12026a6f 1a020801 2a03 0a016b")
            #expect(both == Metadata(jo.entries + [.init(name: "k", value: "")]))
            // What is refused is not remembered.
            for _ in 0..<2 { #expect(throws: Status.self) { try metadata("2a0a 0a0475736572 1202ffff") } }
        }
    }

    @Test func readsMetadataThatIsTooMuchToRemember() throws {
        var memory = TTRPC.MetadataMemory()
        for letter in ["v", "w", "w"] {
            let value = String(repeating: letter, count: Limits.rememberedMetadataBytes)
            let envelope = [UInt8]().withUnsafeBytes {
                let metadata = Metadata([.init(name: "n", value: value)])
                return TTRPC.RequestEnvelope(service: "s", method: "m", encoded: $0, metadata: metadata)
            }
            #expect(try parse(written(envelope.size, envelope.write), &memory).metadata["n"] == value)
        }
    }

    @Test(arguments: [
        ("0a05 6162", "ends in the middle"), ("0a", "ends in the middle"), ("80", "ends in the middle"),
        ("20 ffffffffffffffffff02", "longer than"), ("20 ffffffffffffffffffff01", "longer than"),
        ("0a ffffffff7f", "ends in the middle"), ("0a 808080808001", "longer than"), ("0801", "wire type"),
        ("2200", "wire type"),
        ("2a020801", "wire type"), ("02 00", "field number"), ("0b0c", "group"), ("3b3c", "group"),
        ("3e", "do not exist"), ("39 010203", "ends in the middle"), ("ffffffffff01", "longer than"),
        ("2a00", "no name"), ("2a03 0a01ff", "not UTF-8"), ("2a06 0a0161 1201ff", "not UTF-8"),
    ])
    func refusesMalformedBytes(digits: String, complaint: String) {
        let refusal = status { () throws(Status) in _ = try parse(hex(digits)) }
        #expect(refusal?.code == .invalidArgument)
        #expect(refusal?.message.contains(complaint) == true, "\(refusal?.message ?? "accepted")")
    }

    @Test func boundsMetadata() throws {
        func envelope(_ count: Int) -> [UInt8] {
            let value = String(repeating: "v", count: count - 1)
            let metadata = Metadata([.init(name: "n", value: value)])
            let envelope = [UInt8]().withUnsafeBytes {
                TTRPC.RequestEnvelope(service: "s", method: "m", encoded: $0, metadata: metadata)
            }
            return written(envelope.size, envelope.write)
        }
        #expect(try parse(envelope(Limits.metadataBytes)).metadata["n"]?.utf8.count == Limits.metadataBytes - 1)
        let refusal = status { () throws(Status) in _ = try parse(envelope(Limits.metadataBytes + 1)) }
        #expect(refusal?.code == .resourceExhausted)
    }

    @Test func anyPrefixIsReadOrRefused() {
        for count in 0..<Self.golden.count {
            let refusal = status { () throws(Status) in _ = try parse(Array(Self.golden.prefix(count))) }
            #expect(refusal == nil || refusal?.code == .invalidArgument)
        }
    }
}
