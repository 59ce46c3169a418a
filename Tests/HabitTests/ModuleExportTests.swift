import Foundation
import TestSupport
import Testing

@Suite struct ModuleExportTests {
    @Test func modulesExportTheirEntryAlone() async throws {
        let modules = try Products.modules()
        #expect(modules.count >= 3, "build the modules first: swift build")
        #expect(try await ModuleExports.findings(in: modules) == [])
    }

    @Test(arguments: ["", "void dossier_module_entry() {} void another() {}"])
    func aWrongExportIsFound(code: String) async throws {
        try await withTemporaryFolder { folder in
            let source = folder.appending(path: "bad.c")
            let library = folder.appending(path: "libdossier-bad.so")
            try Data(code.utf8).write(to: source)
            let compiled = try await Command.run("clang", "-shared", "-fPIC", "-o", library.path, source.path)
            #expect(compiled.status == 0, "\(compiled.output)")
            #expect(try await ModuleExports.findings(in: [library]).count == 1)
        }
    }
}
