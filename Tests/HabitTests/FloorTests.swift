import TestSupport
import Testing

@Suite struct FloorTests {
    @Test func everyImportIsOfALowerFloor() throws {
        let files = try Project.files(below: "Sources", "Plugins", suffix: ".swift")
        #expect(files.count > 20)
        #expect(Floors.findings(in: files) == [])
    }

    @Test(arguments: [
        ("Sources/DossierWire/Bad.swift", "import DossierTransport"),
        ("Sources/DossierWire/Bad.swift", "import DossierStore"),
        ("Sources/DossierStore/Bad.swift", "import DossierWire"),
        ("Sources/DossierTransport/Bad.swift", "import DossierStore"),
        ("Sources/DossierClient/Bad.swift", "import DossierStore"),
        ("Sources/DossierFormats/Bad.swift", "@testable import DossierHost"),
        ("Sources/DossierWire/Bad.swift", "import Foundation"),
        ("Sources/ModuleKit/Bad.swift", "internal import FoundationEssentials"),
        ("Plugins/Actors/Bad.swift", "import struct Foundation.Date"),
        ("Plugins/Actors/Bad.swift", "import DossierWire"),
        ("Sources/DossierStore/Bad.swift", "@preconcurrency import NIOCore"),
        ("Sources/DossierHost/Bad.swift", "import SomethingNobodyKnows"),
        ("Sources/dossierd/Bad.swift", "import TestSupport"),
        ("Sources/Cellar/Bad.swift", "import DossierCore"),
    ])
    func aWrongImportIsFound(path: String, line: String) {
        #expect(Floors.findings(in: [SourceFile(path: path, text: "\n\(line)\n")]).count == 1)
    }

    @Test func importsAreReadInAllTheirForms() {
        #expect(Floors.importedModule("import NIOCore") == "NIOCore")
        #expect(Floors.importedModule("@preconcurrency internal import struct NIOCore.ByteBuffer") == "NIOCore")
        #expect(Floors.importedModule("@_spi(Testing) public import DossierWire") == "DossierWire")
        #expect(Floors.importedModule("// import NIOCore") == nil)
        #expect(Floors.importedModule("let important = 1") == nil)
    }
}
