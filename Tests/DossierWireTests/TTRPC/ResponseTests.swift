import CDossierProtos
import CProtobufC
import DossierCore
import DossierWire
import Testing

private struct Parsed: Equatable {
    var status = Status.ok
    var payload: [UInt8] = []
}

private func parse(_ bytes: [UInt8]) throws(Status) -> Parsed {
    let result: Result<Parsed, Status> = bytes.withUnsafeBytes { bytes in
        do throws(Status) {
            let view = try TTRPC.ResponseView(parsing: bytes)
            return .success(Parsed(status: view.status, payload: Array(view.payload)))
        } catch {
            return .failure(error)
        }
    }
    return try result.get()
}

private func bytes(_ envelope: TTRPC.ResponseEnvelope) -> [UInt8] { written(envelope.size, envelope.write) }

@Suite struct ResponseTests {
    /// Two details of google.rpc.Status: Any {type_url: "t/A"} and an empty one.
    static let details = hex("1a 05 0a 03 742f41 1a 00")
    static let failure = Status(.notFound, "no such", encodedDetails: details)
    static let golden = hex("0a 14 08 05 12 07 6e6f2073756368 1a 05 0a 03 742f41 1a 00")

    @Test func writesAndReadsAFailure() throws {
        #expect(bytes(.init(status: Self.failure)) == Self.golden)
        #expect(try parse(Self.golden) == Parsed(status: Self.failure))
    }

    @Test func protobufCAgreesOnAFailure() throws {
        let unpacked = try #require(ttrpc__response__unpack(nil, Self.golden.count, Self.golden))
        defer { ttrpc__response__free_unpacked(unpacked, nil) }
        let status = try #require(unpacked.pointee.status)
        #expect(status.pointee.code == StatusCode.notFound.rawValue)
        #expect(String(cString: status.pointee.message) == "no such")
        #expect(status.pointee.n_details == 2)
        let base = UnsafeRawPointer(unpacked).assumingMemoryBound(to: ProtobufCMessage.self)
        #expect(packed(base) == Self.golden)
    }

    @Test func writesAReplyFromAMessageAndFromBytes() throws {
        var reply = Google__Protobuf__Timestamp()
        google__protobuf__timestamp__init(&reply)
        reply.seconds = 300
        let golden = hex("12 03 08 ac 02")
        withUnsafePointer(to: &reply) { pointer in
            let base = UnsafeRawPointer(pointer).assumingMemoryBound(to: ProtobufCMessage.self)
            #expect(bytes(.init(reply: base)) == golden)
        }
        hex("08ac02").withUnsafeBytes { encoded in
            #expect(bytes(.init(encoded: encoded)) == golden)
        }
        #expect(try parse(golden) == Parsed(payload: hex("08ac02")))
    }

    @Test func anEmptyReplyIsAnEmptyEnvelope() throws {
        [UInt8]().withUnsafeBytes { #expect(bytes(.init(encoded: $0)) == []) }
        #expect(try parse([]) == Parsed())
        #expect(try parse(hex("0a00 1200")) == Parsed())
    }

    @Test func lengthsOfSeveralBytesArePlacedRight() throws {
        for count in [127, 128, 16_383, 16_384, 1 << 20] {
            let payload = [UInt8](repeating: 7, count: count)
            let envelope = payload.withUnsafeBytes { bytes(.init(encoded: $0)) }
            #expect(try parse(envelope).payload == payload)
            let failure = Status(.internal, String(repeating: "m", count: count))
            #expect(try parse(bytes(.init(status: failure))).status == failure)
        }
    }

    @Test func aCodeThatGRPCDoesNotHaveIsUnknown() throws {
        #expect(try parse(hex("0a02 0863")).status.code == .unknown)
        #expect(try parse(hex("0a0b 08 ffffffffffffffffff01")).status.code == .unknown)
    }

    @Test(arguments: ["0a05 6162", "0801", "1001", "0a02 0a00", "0a02 1001", "0a03 120561", "0b"])
    func refusesMalformedBytes(digits: String) {
        let refusal = status { () throws(Status) in _ = try parse(hex(digits)) }
        #expect(refusal?.code == .invalidArgument)
        #expect(refusal?.message.hasPrefix("response envelope: ") == true)
    }
}
