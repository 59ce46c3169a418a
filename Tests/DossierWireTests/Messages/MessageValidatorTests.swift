import CDossierProtos
import CProtobufC
import CTestProtos
import DossierCore
import DossierWire
import TestSupport
import Testing

@Suite struct MessageValidatorTests {
    /// A Single nested so many messages deep; the innermost is empty.
    static func nested(_ depth: Int) -> [UInt8] {
        var reversed: [UInt8] = []
        for _ in 0..<depth {
            var field = varint(UInt64(reversed.count))
            field = varint(536_870_911 << 3 | 2) + field
            reversed += field.reversed()
        }
        return reversed.reversed()
    }

    static func varint(_ value: UInt64) -> [UInt8] {
        value < 0x80 ? [UInt8(value)] : [UInt8(value & 0x7f) | 0x80] + varint(value >> 7)
    }

    static func field(_ number: UInt64, _ contents: [UInt8]) -> [UInt8] {
        varint(number << 3 | 2) + varint(UInt64(contents.count)) + contents
    }

    static func singleRefusal(_ bytes: [UInt8]) -> Status? {
        status { () throws(Status) in _ = try Message(wire__single__init, decoding: bytes) }
    }

    static func repeatedRefusal(_ bytes: [UInt8]) -> Status? {
        status { () throws(Status) in _ = try Message(wire__repeated__init, decoding: bytes) }
    }

    @Test func namesTheFieldByItsPath() throws {
        let victims = Self.field(25, []) + Self.field(25, Self.field(3, Array("police".utf8)) + Self.field(3, [0xff]))
        let request = Self.field(1, victims)
        let refusal = status { () throws(Status) in
            _ = try Message(dossier__v1__create_incident_request__init, decoding: request)
        }
        let path = "incident.victims[1].sectors[1]"
        #expect(refusal?.code == .invalidArgument)
        #expect(refusal?.message == "\(path): not UTF-8")

        let details = try Message(google__rpc__status__init, decoding: refusal?.encodedDetails ?? [])
        let json = try details.json(.init(types: .details))
        let violation = #"{"field":"\#(path)","description":"not UTF-8"}"#
        let type = "type.googleapis.com/google.rpc.BadRequest"
        #expect(text(json) == #"{"details":[{"@type":"\#(type)","fieldViolations":[\#(violation)]}]}"#)
    }

    @Test(arguments: [
        ("7a03 6162", "text: ends in the middle"), ("7a03 610062", "text: holds a zero byte"),
        ("7a01 c3", "text: not UTF-8"), ("78 01", "text: has a wire type"), ("0a 00", "int32_value: has a wire type"),
        ("6a 01 01", "bool_value: has a wire type"), ("08", "int32_value: ends"),
        ("20 ffffffffffffffffff02", "int64_value: holds a varint"), ("19 010203", "sfixed32_value: has a wire type"),
        ("1d 010203", "sfixed32_value: ends"), ("00 00", "Single: holds a field number"),
        ("8000 00", "Single: holds a field number"), ("80", "Single: ends"), ("23 24", "Single: holds a group"),
        ("26", "Single: holds wire type"), ("24", "Single: holds a group"), ("a2 06 05 00", "Single: ends"),
        ("fa7f 00 fa7f 00", "time: set twice"), ("fa7f 02 7801", "time.nanos"),
    ])
    func refusesWhatIsWrong(digits: String, complaint: String) {
        let refusal = Self.singleRefusal(hex(digits))
        if complaint == "time.nanos" { return #expect(refusal == nil) }
        #expect(refusal?.code == .invalidArgument)
        #expect(refusal?.message.hasPrefix(complaint) == true, "\(refusal?.message ?? "accepted")")
    }

    @Test(arguments: [
        ("6a 02 0102", "bool_values[0]: holds a packed bool"), ("1a 05 0000000000", "sfixed32_values[0]: its packed"),
        ("32 07 00000000000000", "sfixed64_values[0]: its packed"), ("0a 02 0180", "int32_values[0]: ends"),
        ("0801 08ff", "int32_values[1]: ends"), ("7a0161 7a01ff", "texts[1]: not UTF-8"),
        ("8a01 02 10", "times[0]"),
    ])
    func refusesBadElements(digits: String, complaint: String) {
        let refusal = Self.repeatedRefusal(hex(digits))
        #expect(refusal?.code == .invalidArgument)
        #expect(refusal?.message.hasPrefix(complaint) == true, "\(refusal?.message ?? "accepted")")
    }

    @Test func takesPackedAndUnpackedForEveryRepeatedScalar() throws {
        let message = try Message(wire__repeated__init, decoding: hex("0801 0a020203 a20102 0405 a00106"))
        #expect(Array(UnsafeBufferPointer(start: message.pointee.int32_values, count: 3)) == [1, 2, 3])
        #expect(Array(UnsafeBufferPointer(start: message.pointee.unpacked_values, count: 3)) == [4, 5, 6])
    }

    @Test func keepsFieldsItDoesNotKnow() throws {
        let bytes = hex("a20603 ff00c3 a80601 ad0601020304 a9060102030405060708")
        #expect(try Message(wire__single__init, decoding: bytes).encode() == bytes)
    }

    @Test func takesTextOfEveryScript() throws {
        for text in [
            "", "a", "12345678", "1234567é", "Пример текста", "حمله سایبری", "國家", "😀👩‍👩‍👧",
            "\u{7ff}\u{800}\u{ffff}\u{10ffff}",
        ] {
            let message = try Message(wire__single__init, decoding: Self.field(15, Array(text.utf8)))
            #expect(String(cString: message.pointee.text) == text)
        }
    }

    @Test func judgesUTF8AsSwiftDoes() {
        var generator = SeededGenerator()
        let pool: [UInt8] = [
            0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc2, 0xe0, 0xed, 0xef, 0xf0, 0xf4, 0xf5,
        ]
        for _ in 0..<20_000 {
            let bytes = (0..<Int.random(in: 1...12, using: &generator)).map { _ in
                pool.randomElement(using: &generator)!
            }
            let valid = String(validating: bytes, as: UTF8.self) != nil
            #expect((Self.singleRefusal(Self.field(15, bytes)) == nil) == valid, "seed \(generator.seed): \(bytes)")
        }
    }

    @Test func nestingIsBounded() {
        #expect(Self.singleRefusal(Self.nested(Limits.messageDepth)) == nil)
        let refusal = Self.singleRefusal(Self.nested(Limits.messageDepth + 1))
        #expect(refusal?.code == .invalidArgument)
        #expect(refusal?.message == "next.next.next.next.next.next.next.next...: nested more than 100 messages deep")
    }

    @Test func aMegabyteOfNestingIsRefused() {
        let bytes = Self.nested(125_694)
        #expect(bytes.count > 1_000_000)
        #expect(Self.singleRefusal(bytes)?.code == .invalidArgument)
    }

    @Test func elementsAreBounded() {
        let packed = Self.field(1, [UInt8](repeating: 0, count: Limits.messageElements - 1))
        #expect(Self.repeatedRefusal(packed) == nil)
        let refusal = Self.repeatedRefusal(packed + [8, 0])
        #expect(refusal?.code == .resourceExhausted)
        #expect(refusal?.message.hasPrefix("Repeated: more than 1048576") == true, "\(refusal?.message ?? "")")
    }

    @Test func memoryIsBounded() {
        let empties = (0..<700_000).flatMap { _ in [0x9a, 0x01, 0x00] as [UInt8] }
        let refusal = Self.repeatedRefusal(empties)
        #expect(refusal?.code == .resourceExhausted)
        #expect(refusal?.message.hasPrefix("singles[") == true, "\(refusal?.message ?? "")")
    }

    @Test func theEstimateCoversWhatDecodingTakes() throws {
        let descriptor = try Message(wire__repeated__init).descriptor
        let inputs: [[UInt8]] = [
            [],
            Self.field(19, Self.nested(50)) + Self.field(16, [1, 2, 3]),
            Self.field(1, [UInt8](repeating: 1, count: 1001)) + Self.field(13, [1, 0, 1]),
            (0..<1000).flatMap { _ in Self.field(15, Array("text".utf8)) + [0xa0, 0x06, 0x01] + Self.field(19, []) },
        ]
        for bytes in inputs {
            let arena = Arena()
            let estimate = try bytes.span.bytes.withUnsafeBytes { (bytes) throws(Status) in
                let estimate = try MessageValidator.validate(bytes, as: descriptor)
                _ = try MessageDecoder.decode(bytes, as: descriptor, in: arena)
                return estimate
            }
            #expect(arena.usedBytes <= estimate)
            #expect(estimate <= arena.usedBytes * 2)
        }
    }

    @Test func aMessageFieldSetTwiceIsRefusedWhereverItStands() {
        for number in [70, 71, 130] as [UInt64] {
            let once = Self.field(1000, []) + Self.field(number, [])
            let refusal = status { () throws(Status) in _ = try Message(wire__wide__init, decoding: once + once) }
            #expect(refusal?.message.hasSuffix(": set twice") == (number < 130 ? true : nil))
        }
    }

    @Test func aRequiredFieldOfProto2MustBeThere() throws {
        let refusal = status { () throws(Status) in _ = try Message(wire__old__init, decoding: []) }
        #expect(refusal == Status(.invalidArgument, "Old: lacks a field that is required"))
        let message = try Message(wire__old__init, decoding: hex("0801"))
        #expect(String(cString: message.pointee.text) == "as ever")
    }
}
