import DossierCore
import Glibc

/// Text that a command line gives: itself, `@FILE`, or `-` for standard input.
enum InputText {
    static func bytes(_ argument: String) throws(Status) -> [UInt8] {
        if argument == "-" { return try standardInput() }
        return argument.hasPrefix("@") ? try file(String(argument.dropFirst())) : Array(argument.utf8)
    }

    /// A file's contents; `-` is standard input.
    static func file(_ path: String) throws(Status) -> [UInt8] {
        path == "-" ? try standardInput() : try FileContents.read(path, atMost: Limits.fileBytes)
    }

    private static func standardInput() throws(Status) -> [UInt8] {
        try FileContents.read(STDIN_FILENO, called: "standard input", atMost: Limits.fileBytes)
    }
}
