import TestSupport

/// Who may import whom: only a lower floor, and each foreign package only in its own field.
enum Floors {
    /// The floor of every target of ours; a target that is missing here is a finding.
    private static let floors: [String: Int] = [
        "CProtobufC": 0, "CNghttp2": 0, "CSQLite": 0, "CPostgres": 0, "CZlib": 0, "CSodium": 0, "CYAML": 0,
        "CDossierModule": 1, "CDossierProtos": 1, "DossierCore": 1,
        "ModuleKit": 2, "DossierWire": 2, "DossierTLS": 2, "DossierYAML": 2,
        "DossierTransport": 3, "DossierStore": 3, "DossierAccess": 3,
        "DossierHost": 4, "DossierClient": 4,
        "DossierAdmin": 5, "DossierFormats": 5, "DossierLoad": 5, "TestSupport": 5,
        "dossierd": 6, "dossier": 6, "DossierTesting": 6,
    ]

    /// Imports that the order of floors would allow.
    private static let never: [String: Set<String>] = [
        "DossierStore": ["DossierWire"],
        "DossierClient": ["DossierAccess", "DossierStore"],
        "DossierFormats": ["DossierHost", "DossierStore"],
        "DossierLoad": ["DossierHost", "DossierStore", "DossierTransport"],
        "dossier": ["DossierAccess", "DossierHost", "DossierStore", "DossierTransport", "TestSupport"],
        "dossierd": ["TestSupport"],
    ]

    /// What a module in Plugins may import of ours.
    private static let ofPlugins: Set<String> = [
        "ModuleKit", "CDossierModule", "CDossierProtos", "DossierCore", "CProtobufC",
    ]

    /// Where Foundation has no place.
    private static let withoutFoundation: Set<String> = ["DossierCore", "DossierWire", "ModuleKit"]

    /// The toolchain's own; free for all.
    private static let toolchain: Set<String> = [
        "Dispatch", "Glibc", "Musl", "RegexBuilder", "Swift", "Synchronization",
    ]

    /// Foreign modules, by the first word of their names, and the targets that may import them.
    private static let foreign: [String: Set<String>] = [
        "NIO": [
            "DossierTLS", "DossierTransport", "DossierHost", "DossierAdmin", "DossierClient", "DossierLoad",
            "DossierTesting",
            "dossierd",
        ],
        "Configuration": ["dossierd"],
        "Histogram": ["DossierLoad"],
        "Logging": ["DossierHost", "DossierTesting", "dossierd"],
        "ServiceLifecycle": ["dossierd"],
        "Tracing": ["DossierHost", "dossierd"],
        "UnixSignals": ["dossierd"],
        "ArgumentParser": ["dossierd", "dossier"],
    ]

    /// One line for each import that breaks the order.
    static func findings(in files: [SourceFile]) -> [String] {
        files.flatMap { file in
            let target = Target(of: file.path)
            return file.findings(inLinesWith: ["import"]) {
                importedModule($0).flatMap { objection(to: $0, in: target) }
            }
        }
    }

    /// The module that a line imports: "NIOCore" of "@preconcurrency internal import struct NIOCore.ByteBuffer".
    static func importedModule(_ line: Substring) -> String? {
        let pattern = /^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:\w+\s+)?import\s+(?:[a-z]+\s+)?(\w+)/
        return line.prefixMatch(of: pattern).map { String($0.1) }
    }

    private struct Target {
        let name: String
        let isPlugin: Bool

        /// The target that a file belongs to: the second part of its path.
        init(of path: String) {
            let parts = path.split(separator: "/")
            name = parts.count > 1 ? String(parts[1]) : path
            isPlugin = parts.first == "Plugins"
        }
    }

    private static func objection(to imported: String, in target: Target) -> String? {
        if let lower = floors[imported] {
            if target.isPlugin {
                return ofPlugins.contains(imported) ? nil : "a module of the server imports \(imported)"
            }
            guard let floor = floors[target.name] else { return "\(target.name) has no floor in Floors.swift" }
            if never[target.name]?.contains(imported) == true { return "\(target.name) never imports \(imported)" }
            return lower < floor ? nil : "\(target.name), floor \(floor), imports \(imported), floor \(lower)"
        }
        if imported.hasPrefix("Foundation") {
            let banned = target.isPlugin || withoutFoundation.contains(target.name)
            return banned ? "\(target.name) imports \(imported)" : nil
        }
        if toolchain.contains(imported) { return nil }
        guard let allowed = foreign.first(where: { imported.hasPrefix($0.key) })?.value else {
            return "\(target.name) imports \(imported), which Floors.swift does not know"
        }
        return allowed.contains(target.name) ? nil : "\(target.name) imports \(imported)"
    }
}
