import TestSupport
import Testing

@Suite struct ProtoTests {
    @Test func protosHoldOnlyWhatTheCompilerCarries() throws {
        let files = try Project.files(below: "Protos", suffix: ".proto")
        #expect(files.count >= 9)
        #expect(ProtoShape.findings(in: files) == [])
    }

    @Test(arguments: ["  map<string, string> labels = 1;", "  optional int32 confidence = 1;"])
    func aFieldItCannotCarryIsFound(line: String) {
        #expect(ProtoShape.findings(in: [SourceFile(path: "bad.proto", text: line)]).count == 1)
        #expect(ProtoShape.findings(in: [SourceFile(path: "good.proto", text: "  // " + line)]) == [])
    }
}
