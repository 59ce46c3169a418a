import CDossierProtos
import CTestProtos
import DossierCore
import DossierWire
import Testing

@Suite struct AnyTests {
    static func types() throws(Status) -> MessageTypes {
        MessageTypes(reachableFrom: [try Message(wire__single__init).descriptor]).adding(.details)
    }

    /// JSON to bytes and back.
    static func roundTrip(_ json: String, _ types: MessageTypes) throws(Status) -> String {
        let message = try Message(wire__packet__init, json: Array(json.utf8), types: types)
        let again = try Message(wire__packet__init, decoding: message.encode())
        return String(decoding: try again.json(.init(types: types)), as: UTF8.self)
    }

    @Test(arguments: [
        #"{"any":{"@type":"type.googleapis.com/wire.Single","int32Value":7}}"#,
        #"{"any":{"@type":"x/google.protobuf.Timestamp","value":"2022-09-10T00:00:00Z"}}"#,
        #"{"any":{"@type":"type.googleapis.com/unknown.Type","@value":"AQI="}}"#,
        #"{"any":{"@type":"x/google.protobuf.Duration","value":"-0.500s"}}"#,
        #"{"any":{"@type":"t/wire.Single","@value":"/w=="}}"#,
        #"{"any":{"@type":"t/google.protobuf.Timestamp","@value":"/w=="}}"#,
        #"{"any":{"@type":"t/google.protobuf.FieldMask","@value":"abcd"}}"#,
        #"{"any":{"@type":"","@value":"AQI="}}"#, #"{"any":{}}"#,
        #"{"anys":[{"@type":"wire.Single"},{"@type":"t/unknown.Type","@value":""}]}"#,
    ])
    func comesBackTheSame(json: String) throws {
        #expect(try Self.roundTrip(json, try Self.types()) == json)
    }

    @Test func aTypeThatIsNotKnownShowsItsBytes() throws {
        let known = #"{"any":{"@type":"t/wire.Single","text":"a"}}"#
        let bytes = try Message(wire__packet__init, json: Array(known.utf8), types: Self.types()).encode()
        let json = try Message(wire__packet__init, decoding: bytes).json()
        #expect(text(json) == #"{"any":{"@type":"t/wire.Single","@value":"egFh"}}"#)
        #expect(try Self.roundTrip(text(json), Self.types()) == known)
    }

    @Test(arguments: [
        (#"{"any":{"int32Value":7}}"#, #"any: expected the type's name in "@type""#),
        (#"{"any":{"@type":"t/wire.Single","nope":7}}"#, "any.nope: no such field in Single"),
        (
            #"{"any":{"@type":"t/unknown.Type","a":7}}"#,
            #"any: the type "t/unknown.Type" is not known here: give its bytes"#
        ),
        (#"{"any":{"@type":"t/unknown.Type"}}"#, #"any: the type "t/unknown.Type" is not known here"#),
        (#"{"any":{"@type":"t/wire.Single","@value":"!"}}"#, "any: "),
        (#"{"any":{"@type":"t/wire.Single","@value":"/w==","int32Value":7}}"#, "any.@value: no such field in Single"),
        (#"{"any":{"@type":"t/google.protobuf.Duration","value":"1"}}"#, "any: expected a duration in seconds"),
        (#"{"any":{"@type":"t/google.protobuf.Timestamp"}}"#, #"any: expected "value""#),
        (#"{"any":[]}"#, "any: expected an object"),
    ])
    func refusesWhatDoesNotFit(json: String, complaint: String) throws {
        let types = try Self.types()
        let refusal = status { () throws(Status) in _ = try Self.roundTrip(json, types) }
        #expect(refusal?.message.hasPrefix(complaint) == true, "\(refusal?.message ?? "accepted")")
    }

    @Test func anysWithinAnysEndSomewhere() throws {
        let types = MessageTypes(reachableFrom: [try Message(wire__packet__init).descriptor])
        var bytes: [UInt8] = []
        for _ in 0..<2_000 {
            let packet = try Message(wire__packet__init)
            let any = try packet.arena.make(google__protobuf__any__init)
            any.pointee.type_url = try packet.arena.string("wire.Packet")
            any.pointee.value = try packet.arena.bytes(bytes)
            packet.pointee.any = any
            bytes = packet.encode()
        }
        let json = text(try Message(wire__packet__init, decoding: bytes).json(.init(types: types)))
        #expect(json.contains(#""@value":""#))
        #expect(try Self.roundTrip(json, types) == json)
    }
}
