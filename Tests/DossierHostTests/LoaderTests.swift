import CDossierModule
import DossierCore
import DossierHost
import Foundation
import TestSupport
import Testing

/// What cannot be served is refused before the port opens, with a message that says what is wrong.
@Suite struct LoaderTests {
    /// A variant of refused.c, and what its refusal says.
    struct Variant: CustomTestStringConvertible {
        let definition: String
        let message: String

        init(_ definition: String, _ message: String) {
            self.definition = definition
            self.message = message
        }

        var testDescription: String { definition }
    }

    static let variants = [
        Variant("NO_ENTRY", "has no dossier_module_entry: is it a module?"),
        Variant("DECLINES", "cannot run in a server of ABI \(DOSSIER_ABI)"),
        Variant("OTHER_ABI", "is of ABI \(DOSSIER_ABI + 1), this server of \(DOSSIER_ABI)"),
        Variant("SMALL", "declares 16 bytes"),
        Variant("OUT_OF_ORDER", "gives no method First in its place in probe.v1.Plain"),
        Variant("NAMELESS_METHOD", "gives no method First in its place in probe.v1.Plain"),
        Variant("NO_HANDLER", "has no handler for probe.v1.Plain/First"),
        Variant("NO_METHODS", "declares probe.v1.Plain without its methods"),
        Variant("NO_DESCRIPTOR", "declares a service without a descriptor"),
        Variant("NULL_SERVICES", "declares 1 services and gives none"),
        Variant("QUICK_WRITES", "flags probe.v1.Plain/First QUICK, but it streams or writes"),
        Variant("QUICK_STREAMS", "flags probe.v1.Plain/First QUICK, but it streams or writes"),
        Variant(
            "UNKNOWN_ROLE",
            "lets the role \"root\" call probe.v1.Plain/First, which there is not; there are reader, "
        ),
        Variant("NO_SET", "carries no file descriptor set"),
        Variant("BROKEN_SET", "carries a file descriptor set that cannot be read: "),
        Variant("OTHER_SET", "has no probe.v1.Plain/First in its file descriptor set"),
        Variant("OTHER_MESSAGES", "describes probe.v1.Plain/First with other messages than it was built with"),
        Variant("FLAGS_A_STREAM", "flags probe.v1.Plain/First otherwise than its .proto says who streams"),
        Variant("FLAGS_NO_CLIENT", "flags probe.v1.Plain/Third otherwise than its .proto says who streams"),
        Variant("NAMELESS_KIND", "declares a kind whose name"),
        Variant("NO_FIELDS", "declares 2 terms of plains and gives none"),
        Variant("NO_INDEX", "owns plains but has no index function"),
        Variant("NAME_OF_NOTHING", "does not say what kinds plains.owner names"),
        Variant("UNKNOWN_TYPE", "declares a term of plains without a name or of an unknown type"),
        Variant("DOES_NOT_START", "did not start: FAILED_PRECONDITION"),
    ]

    @Test(arguments: variants)
    func aModuleThatIsNotInOrderIsRefused(variant: Variant) async throws {
        let module = try await TestModule.build("refused", variant.definition)
        let log = LogRecorder()
        let refusal = try #require(try await ModuleServer.refusal(of: [module], log: log))
        #expect(refusal.code == .failedPrecondition)
        #expect(refusal.message.contains(variant.message), "\(refusal.message)")
        if variant.definition == "DOES_NOT_START" { #expect(log.holds("there is no such disk", "probe.refused")) }
    }

    @Test func theModuleThatIsInOrderIsServed() async throws {
        try await ModuleServer.run([TestModule.build("refused")]) { server in
            let failure = try await server.connect().failure("Plain/First")
            #expect(failure?.code == .unimplemented)
        }
    }

    @Test func twoModulesDoNotClaimOneService() async throws {
        let other = try await TestModule.build("refused", "OTHER_ID", "NO_KINDS")
        let refusal = try #require(try await ModuleServer.refusal(of: [TestModule.build("refused"), other]))
        #expect(refusal.message.contains("claims the service probe.v1.Plain, which probe.refused has"))
    }

    @Test func twoModulesDoNotClaimOneKind() async throws {
        let other = try await TestModule.build("refused", "OTHER_ID", "NO_SERVICES")
        let refusal = try #require(try await ModuleServer.refusal(of: [TestModule.build("refused"), other]))
        #expect(refusal.message.contains("claims the kind plains, which probe.refused has"))
    }

    @Test func twoModulesDoNotHaveOneID() async throws {
        let twin = try await TestModule.build("refused", "TWIN")
        let refusal = try #require(try await ModuleServer.refusal(of: [TestModule.build("refused"), twin]))
        #expect(refusal.message.contains("claims the id probe.refused, which probe.refused has"))
    }

    /// What a module is described by, built without services; beside a module that is in order.
    @Test(arguments: [
        ("OTHER_SET", "carries a file descriptor without a name"),
        ("NO_IMPORT", "carries a.proto without its import b.proto: make the set with --include_imports"),
        (
            "OTHER_FILE",
            "carries another probe.proto than probe.refused: build both with the same one, or give it a path"
        ),
        ("OTHER_DECLARES", "declares probe.v1.Ask in b.proto, which is declared in probe.proto of probe.refused"),
    ])
    func modulesDoNotContradictEachOther(definition: String, message: String) async throws {
        let other = try await TestModule.build("refused", definition, "OTHER_ID", "NO_SERVICES", "NO_KINDS")
        let refusal = try #require(try await ModuleServer.refusal(of: [TestModule.build("refused"), other]))
        #expect(refusal.message.contains(message), "\(refusal.message)")
    }

    /// The server has its own of that name.
    @Test func aWellKnownFileMayDiffer() async throws {
        let other = try await TestModule.build("refused", "OTHER_WELL_KNOWN", "OTHER_ID", "NO_SERVICES", "NO_KINDS")
        #expect(try await ModuleServer.refusal(of: [TestModule.build("refused"), other]) == nil)
    }

    @Test func aFileThatIsNoLibraryIsRefused() async throws {
        try await withTemporaryFolder { folder in
            let file = folder.appending(path: "notes.so")
            try Data("not a library".utf8).write(to: file)
            let refusal = try #require(try await ModuleServer.refusal(of: [file]))
            #expect(refusal.code == .failedPrecondition)
            #expect(refusal.message.contains("\(file.path) cannot be loaded:"))
        }
    }

    @Test func aModuleFolderMustHoldModules() async throws {
        try await withTemporaryFolder { folder in
            try Data().write(to: folder.appending(path: "README"))
            let empty = #expect(throws: Status.self) { try ModuleSource.folder(folder.path) }
            let holdsNone = "the module folder \(folder.path) holds no module (*.so); name another with --modules"
            #expect(empty?.message == holdsNone)
            let missing = #expect(throws: Status.self) { try ModuleSource.folder(folder.path + "/none") }
            #expect(missing?.message.contains("cannot read the module folder") == true)
        }
    }

    /// The module that started before the one that did not is stopped again.
    @Test func whatHasStartedIsStoppedWhenAnotherDoesNot() async throws {
        let log = LogRecorder()
        let modules = [try await TestModule.build("talk"), try await TestModule.build("refused", "DOES_NOT_START")]
        let refusal = try await ModuleServer.refusal(of: modules, log: log)
        #expect(refusal?.message.contains("did not start") == true)
        #expect(log.holds("talk stops with 0 calls unfinished"))
    }
}
