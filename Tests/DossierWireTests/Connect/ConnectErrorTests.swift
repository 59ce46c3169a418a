import CDossierProtos
import DossierCore
import DossierWire
import Testing

/// A status as Connect writes it.
struct ConnectErrorTests {
    /// Both columns of the protocol's table.
    @Test func codesAreThoseOfTheProtocol() {
        let table: [StatusCode: (String, Int)] = [
            .cancelled: ("canceled", 499), .unknown: ("unknown", 500), .invalidArgument: ("invalid_argument", 400),
            .deadlineExceeded: ("deadline_exceeded", 504), .notFound: ("not_found", 404),
            .alreadyExists: ("already_exists", 409), .permissionDenied: ("permission_denied", 403),
            .resourceExhausted: ("resource_exhausted", 429), .failedPrecondition: ("failed_precondition", 400),
            .aborted: ("aborted", 409), .outOfRange: ("out_of_range", 400), .unimplemented: ("unimplemented", 501),
            .internal: ("internal", 500), .unavailable: ("unavailable", 503), .dataLoss: ("data_loss", 500),
            .unauthenticated: ("unauthenticated", 401),
        ]
        for code in StatusCode.allCases where code != .ok {
            #expect(table[code]?.0 == code.connectName)
            #expect(table[code]?.1 == code.httpStatus)
        }
    }

    @Test func aCodeAloneIsEnough() {
        #expect(text(Status(.unavailable, "")) == #"{"code":"unavailable"}"#)
        #expect(text(Status(.notFound, "no \"x\"\n")) == #"{"code":"not_found","message":"no \"x\"\n"}"#)
    }

    @Test func detailsAreBase64WithoutPadding() {
        let any = [0x0a, 3] + Array("a/b".utf8) + [0x12, 1, 0]
        let status = Status(.internal, "", encodedDetails: [0x1a, UInt8(any.count)] + any)
        #expect(text(status) == #"{"code":"internal","details":[{"type":"b","value":"AA"}]}"#)
    }

    @Test func detailsOfKnownTypesShowTheirFields() throws {
        let type = "type.googleapis.com/google.rpc.BadRequest"
        let violation: [UInt8] = [0x0a, 1] + Array("f".utf8)
        let request = [0x0a, UInt8(violation.count)] + violation
        let any = [0x0a, UInt8(type.utf8.count)] + Array(type.utf8) + [0x12, UInt8(request.count)] + request
        let status = Status(.invalidArgument, "", encodedDetails: [0x1a, UInt8(any.count)] + any)
        let detail = #"{"type":"google.rpc.BadRequest","value":"CgMKAWY","debug":{"fieldViolations":[{"field":"f"}]}}"#
        #expect(text(status, .details) == #"{"code":"invalid_argument","details":[\#(detail)]}"#)
    }

    @Test func aDurationShowsItsSeconds() {
        let detail =
            #"{"type":"google.rpc.RetryInfo","value":"CggIARCAyrXuAQ","debug":{"retryDelay":"1.500s"}}"#
        #expect(
            text(.busy("later", retryAfter: 1_500_000_000), .details)
                == #"{"code":"resource_exhausted","message":"later","details":[\#(detail)]}"#
        )
    }

    @Test(arguments: [[0x1a, 9, 0], [0x1a], [0xff, 0xff], [0x1a, 2, 0x12, 5]] as [[UInt8]])
    func detailsThatCannotBeReadAreLeftOut(details: [UInt8]) {
        #expect(text(Status(.internal, "x", encodedDetails: details)) == #"{"code":"internal","message":"x"}"#)
    }

    private func text(_ status: Status, _ types: MessageTypes = MessageTypes()) -> String {
        String(decoding: ConnectError.encode(status, types: types), as: UTF8.self)
    }
}
