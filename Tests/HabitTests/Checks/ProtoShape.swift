import TestSupport

/// What protoc-c cannot carry: maps look like lists to it, and it refuses proto3's `optional`.
enum ProtoShape {
    /// One line for each place.
    static func findings(in files: [SourceFile]) -> [String] {
        files.flatMap { file in
            file.findings(inLinesWith: ["map", "optional"]) { line in
                let code = line.firstRange(of: "//").map { line[..<$0.lowerBound] } ?? line
                if code.contains(/\bmap\s*</) { return "a map field" }
                return code.contains(/^\s*optional\s/) ? "an optional field" : nil
            }
        }
    }
}
