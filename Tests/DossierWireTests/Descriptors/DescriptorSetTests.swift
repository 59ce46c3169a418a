import CDossierProtos
import DossierCore
import DossierWire
import Testing

@Suite struct DescriptorSetTests {
    @Test func readsWhatAFileDeclares() async throws {
        let set = try DescriptorSet(
            decoding: await Protoc.set(
                of: """
                    syntax = "proto3";
                    package a.b;
                    import "google/protobuf/timestamp.proto";
                    message Outer {
                      message Inner { enum Mood { MOOD_NONE = 0; MOOD_BAD = -1; } }
                      repeated Inner inners = 1;
                      repeated int32 loose = 2 [packed = false];
                      map<string, int64> counts = 3;
                      optional string word = 4;
                      google.protobuf.Timestamp time = 5;
                    }
                    service Talk {
                      rpc One(Outer) returns (Outer.Inner);
                      rpc Up(stream Outer) returns (Outer);
                      rpc Down(Outer) returns (stream Outer);
                      rpc Both(stream Outer) returns (stream Outer);
                    }
                    """
            )
        )
        #expect(set.files.map(\.name) == ["google/protobuf/timestamp.proto", "file.proto"])
        let file = try #require(set.files.last)
        #expect(file.package == "a.b" && file.syntax == "proto3")
        #expect(file.dependencies == ["google/protobuf/timestamp.proto"])
        let outer = try #require(file.messages.first)
        #expect(outer.fields.map(\.name) == ["inners", "loose", "counts", "word", "time"])
        #expect(outer.fields.map(\.typeName).last == "google.protobuf.Timestamp")
        #expect(outer.fields[1].isPacked == false && outer.fields[3].isOptional)
        #expect(outer.messages.map(\.isMapEntry) == [false, true])
        #expect(outer.messages[0].enums[0].values.map(\.number) == [0, -1])
        let methods = try #require(set.service("a.b.Talk")).methods
        #expect(methods.map(\.clientStreams) == [false, true, false, true])
        #expect(methods.map(\.serverStreams) == [false, false, true, true])
        #expect(methods[0].input == "a.b.Outer" && methods[0].output == "a.b.Outer.Inner")
        let symbols = [
            "a.b.Talk", "a.b.Talk.Both", "a.b.Outer", "a.b.Outer.counts", "a.b.Outer.Inner.Mood",
            "a.b.Outer.Inner.MOOD_BAD",
        ]
        #expect(Set(file.symbols).isSuperset(of: symbols))
    }

    @Test func aFileIsKeptAsItWasRead() async throws {
        let bytes = try await Protoc.testProtos()
        let set = try DescriptorSet(decoding: bytes)
        #expect(set.files.count == 5)
        let again = try DescriptorSet(files: set.files.map(\.encoded))
        #expect(again.files.map(\.symbols) == set.files.map(\.symbols))
    }

    /// Comments and their places are no declarations.
    @Test func commentsAreNotDeclared() async throws {
        let text = { (note: String) in "syntax = \"proto3\";\n\(note)message A { string a = 1; }\n" }
        let plain = try DescriptorSet(decoding: await Protoc.set(of: text("")))
        let noted = try DescriptorSet(decoding: await Protoc.set(of: text("// A note.\n"), "--include_source_info"))
        #expect(noted.files[0].encoded.count > plain.files[0].encoded.count)
        #expect(noted.files[0].declarations == plain.files[0].declarations)
        #expect(plain.files[0].declarations == plain.files[0].encoded)
    }

    @Test func aSetTakesInWhatItDoesNotHave() async throws {
        let whole = try DescriptorSet(decoding: await Protoc.testProtos())
        var set = try DescriptorSet(files: [#require(whole.files.first { !$0.dependencies.isEmpty }).encoded])
        let missing = set.missingImports
        #expect(!missing.isEmpty)
        try set.add(whole)
        try set.add(whole)
        #expect(set.missingImports == [])
        #expect(set.files.map(\.name).sorted() == whole.files.map(\.name).sorted())
    }

    @Test func everySetThatIsCompiledInIsRead() throws {
        for (service, start, count) in [
            ("Incidents", dossier_v1_incidents_descriptor_set_bytes(), dossier_v1_incidents_descriptor_set_size),
            ("Actors", dossier_v1_actors_descriptor_set_bytes(), dossier_v1_actors_descriptor_set_size),
            ("Statements", dossier_v1_statements_descriptor_set_bytes(), dossier_v1_statements_descriptor_set_size),
            ("Server", dossier_v1_server_descriptor_set_bytes(), dossier_v1_server_descriptor_set_size),
        ] {
            let set = try DescriptorSet(decoding: UnsafeRawBufferPointer(start: start, count: count))
            let described = try #require(set.service("dossier.v1.\(service)"))
            let types = described.methods.flatMap { [$0.input, $0.output] }
            let pool = try DescriptorPool(set, types: types)
            #expect(types.allSatisfy { pool[$0] != nil })
        }
    }

    @Test(arguments: [
        ("0a", "ends in the middle"),
        ("0a 05 0a 01", "ends in the middle"),
        ("08 01", "wire type"),
        ("0a 04 22 02 0a 00", "is not a name"),
        ("0a 02 22 00", "has no name"),
        ("0a 05 22 03 0a 01 2e", "is not a name"),
        ("0a 05 22 03 0a 01 1b", "is not a name"),
        ("0a 03 0a 01 00", "zero byte"),
        ("0a 0b 22 09 0a 01 61 12 04 0a 00 18 01", "is not a name"),
    ])
    func refusesWhatIsNoSet(bytes: String, reason: String) throws {
        let refused = try #require(status { () throws(Status) in _ = try DescriptorSet(decoding: hex(bytes)) })
        #expect(refused.code == .invalidArgument)
        #expect(refused.message.contains(reason), "\(refused.message)")
    }

    /// Two bytes a file, thousands of them; and messages within messages.
    @Test func boundsWhatIsDeclared() throws {
        let many = [[UInt8]](repeating: [0x0a, 0], count: Limits.descriptorElements + 1).flatMap { $0 }
        let refused = status { () throws(Status) in _ = try DescriptorSet(decoding: many) }
        #expect(refused?.code == .resourceExhausted)
        var nested: [UInt8] = []
        for _ in 0...Limits.messageDepth + 1 {
            let inner = [0x0a, 1, UInt8(ascii: "m")] + nested
            nested = [0x1a] + length(inner.count) + inner
        }
        nested[0] = 0x22
        let deep = status { () throws(Status) in _ = try DescriptorSet(files: [nested]) }
        #expect(deep?.message.contains("deep") == true)
    }

    private func length(_ count: Int) -> [UInt8] {
        count < 128 ? [UInt8(count)] : [UInt8(count & 127) | 128, UInt8(count >> 7)]
    }
}
