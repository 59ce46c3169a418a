import CDossierProtos
import CProtobufC
import CTestProtos
import DossierCore
import DossierWire
import Testing

/// What JSON becomes, as bytes; the refusal's message when it is refused.
private func bytes<Body>(_ initialize: (UnsafeMutablePointer<Body>?) -> Void, _ json: String) -> String {
    do throws(Status) {
        return try Message(initialize, json: Array(json.utf8)).encode().map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    } catch {
        return error.message
    }
}

/// What bytes become, as JSON.
private func json<Body>(
    _ initialize: (UnsafeMutablePointer<Body>?) -> Void,
    _ digits: String,
    _ options: MessageJSON.Options = .init()
) throws -> String {
    let message = try Message(initialize, decoding: hex(digits))
    return String(decoding: try message.json(options), as: UTF8.self)
}

@Suite struct MessageJSONTests {
    @Test(arguments: [
        (#"{"int32Value": -1}"#, "08ffffffffffffffffff01"), (#"{"int32_value": "7"}"#, "0807"),
        (#"{"int32Value": 1e2}"#, "0864"), (#"{"int32Value": 1.0}"#, "0801"), (#"{"int32Value": "-0"}"#, ""),
        (#"{"int32Value": 12.5e1}"#, "087d"), (#"{"int32Value": 1000e-3}"#, "0801"), (#"{"int32Value": null}"#, ""),
        (#"{"uint64Value": "18446744073709551615"}"#, "48ffffffffffffffffff01"),
        (#"{"int64Value": -9223372036854775808}"#, "2080808080808080808001"),
        (#"{"colour": "COLOUR_BLUE"}"#, "7007"), (#"{"colour": 99}"#, "7063"), (#"{"colour": "COLOUR_ROUGE"}"#, "7001"),
        (#"{"data": "AQI="}"#, "8201020102"), (#"{"data": "AQI"}"#, "8201020102"), (#"{"data": "-_8"}"#, "820102fbff"),
        (#"{"data": ""}"#, ""), (#"{"doubleValue": "Infinity"}"#, "61000000000000f07f"),
        (#"{"floatValue": "1.5"}"#, "5d0000c03f"),
        (#"{"time": "1970-01-01T00:00:01.5Z"}"#, "fa7f0808011080cab5ee01"),
        (#"{"mask": "a.bC,d"}"#, "8280010a" + "0a05612e625f63" + "0a0164"),
        (#"{"mask": ""}"#, "82800100"), (#"{"next": {}}"#, "faffffff0f00"), (#"{"text": "\u00e9"}"#, "7a02c3a9"),
    ])
    func readsValues(json: String, digits: String) {
        #expect(bytes(wire__single__init, json) == digits)
    }

    @Test(arguments: [
        (#"[]"#, "Single: expected an object, found an array"), (#"{"nope": 1}"#, "nope: no such field in Single"),
        (#"{"colur": 1}"#, #"colur: no such field in Single; did you mean "colour"?"#),
        (
            #"{"next": {"int32Value": 2147483648}}"#,
            "next.int32Value: expected an integer from -2147483648 to 2147483647"
        ),
        (#"{"int32Value": 1.5}"#, "int32Value: expected an integer"),
        (#"{"int32Value": " 1"}"#, "int32Value: expected"),
        (#"{"int32Value": 1e10}"#, "int32Value: expected"),
        (#"{"int32Value": 1e999999999999}"#, "int32Value: expected"),
        (#"{"int32Value": true}"#, "int32Value: expected an integer, found a boolean"),
        (#"{"uint32Value": -1}"#, "uint32Value: expected an integer from 0"),
        (#"{"boolValue": "true"}"#, "boolValue: expected true or false"),
        (#"{"uint64Value": 18446744073709551616}"#, "uint64Value: expected"),
        (#"{"int64Value": -9223372036854775809}"#, "int64Value: expected"),
        (#"{"floatValue": 1e39}"#, "floatValue: 1e39 is out of range"),
        (#"{"doubleValue": 1e400}"#, "doubleValue: 1e400 is out"),
        (#"{"doubleValue": "0x1p3"}"#, "doubleValue: expected a number"),
        (#"{"doubleValue": "inf"}"#, "doubleValue: expected"),
        (#"{"doubleValue": "1 "}"#, "doubleValue: expected"),
        (#"{"colour": "COLOUR_BLEU"}"#, #"colour: Colour has no value "COLOUR_BLEU"; did you mean "COLOUR_BLUE"?"#),
        (#"{"text": 1}"#, "text: expected a string, found a number"),
        (#"{"text": "a\u0000"}"#, "text: text holds a zero byte"),
        (#"{"data": "A"}"#, "data: not Base64"), (#"{"data": "AQ=I"}"#, "data: not Base64"),
        (#"{"data": "A Q="}"#, "data: not"),
        (#"{"int32Value": 1, "int32_value": 1}"#, #"int32_value: given twice, as "int32Value" and as "int32_value""#),
        (#"{"time": "2022-02-30T00:00:00Z"}"#, "time: expected a time"),
        (#"{"mask": "a_b"}"#, #"mask: the path "a_b""#),
        (#"{"text": "a"} {}"#, "line 1, column 15: expected the end"),
    ])
    func refusesValues(json: String, complaint: String) {
        let refusal = bytes(wire__single__init, json)
        #expect(refusal.hasPrefix(complaint), "\(refusal)")
    }

    @Test func readsRepeatedFieldsAndNamesTheElementAtFault() {
        #expect(
            bytes(wire__repeated__init, #"{"texts": ["a", ""], "int32Values": [1, "2"], "singles": []}"#)
                == "0a0201027a01617a00"
        )
        #expect(
            bytes(wire__repeated__init, #"{"singles": [{}, {"text": 1}]}"#).hasPrefix(
                "singles[1].text: expected a string"
            )
        )
        #expect(bytes(wire__repeated__init, #"{"texts": ["a", null]}"#) == "texts[1]: expected a string, found null")
        #expect(bytes(wire__repeated__init, #"{"texts": "a"}"#) == "texts: expected an array, found a string")
    }

    @Test func aOneofHoldsOneMember() throws {
        #expect(bytes(wire__choice__init, #"{"number": 0, "left": 0}"#) == "08004800")
        #expect(
            bytes(wire__choice__init, #"{"number": "1", "text": "a"}"#)
                == #"text: only one of "number" and this can be set"#
        )
        #expect(bytes(wire__choice__init, #"{"number": null, "text": ""}"#) == "2a00")
        #expect(try json(wire__choice__init, "0800") == #"{"number":"0"}"#)
        #expect(
            try json(wire__choice__init, "1100000000000000803a02080550ff01")
                == #"{"single":{"int32Value":5},"right":255}"#
        )
    }

    @Test func namesAreLowerCamelCase() throws {
        let all = #"{"plain":1,"twoWords":2,"alreadyCamel":3,"digit1In":4,"UPPER":5,"trailing":6}"#
        #expect(try json(wire__names__init, "080110021803200428053006") == all)
        #expect(bytes(wire__names__init, all) == "080110021803200428053006")
        #expect(bytes(wire__names__init, #"{"two_words": 2, "trailing_": 6}"#) == "10023006")
        #expect(bytes(wire__names__init, #"{"TwoWords": 2}"#).hasPrefix("TwoWords: no such field"))
    }

    @Test func defaultsAreWrittenWhenAskedFor() throws {
        #expect(try json(wire__names__init, "1002", .init(emitDefaults: true)).contains(#""plain":0,"twoWords":2"#))
        #expect(
            try json(dossier__v1__victim__init, "", .init(emitDefaults: true))
                == #"{"actor":"","targetText":"","sectors":[]}"#
        )
        #expect(try json(wire__choice__init, "", .init(emitDefaults: true)) == "{}")
        #expect(
            try json(wire__single__init, "", .init(emitDefaults: true)).hasSuffix(
                #""colour":"COLOUR_NONE","text":"","data":""}"#
            )
        )
    }

    @Test func numbersAreShortestAndSpecialOnesAreWords() throws {
        #expect(
            try json(wire__repeated__init, "5a10cdcccc3d0000c07f000080ffffff7f7f")
                == #"{"floatValues":[0.1,"NaN","-Infinity",3.4028234663852886e+38]}"#
        )
        #expect(
            try json(wire__repeated__init, "62109a9999999999b93f0000000000000080") == #"{"doubleValues":[0.1,-0.0]}"#
        )
        #expect(
            try json(wire__repeated__init, "6a020001 7203016307")
                == #"{"boolValues":[false,true],"colours":["COLOUR_RED",99,"COLOUR_BLUE"]}"#
        )
    }

    @Test func presenceOfProto2IsKept() throws {
        #expect(try json(wire__old__init, "0801 1800 2200") == #"{"id":1,"number":0,"data":""}"#)
        #expect(bytes(wire__old__init, #"{"id": 1, "number": 0, "flag": false}"#) == "080118004000")
    }

    @Test func nestingIsBounded() {
        func nested(_ depth: Int) -> String {
            String(repeating: #"{"next":"#, count: depth) + "{}" + String(repeating: "}", count: depth)
        }
        #expect(bytes(wire__single__init, nested(Limits.messageDepth)).hasPrefix("faffffff0f"))
        #expect(
            bytes(wire__single__init, nested(Limits.messageDepth + 1)).hasSuffix("nested more than 100 messages deep")
        )
    }

    @Test func memoryIsBounded() {
        let json = Array(#"{"text": "\#(String(repeating: "a", count: 10_000))"}"#.utf8)
        let refusal = status { () throws(Status) in _ = try Message(wire__single__init, json: json, limit: 5_000) }
        #expect(refusal == Status(.resourceExhausted, "text: a message takes more than 5000 bytes of memory"))
    }
}
