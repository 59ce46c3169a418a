import TestSupport

/// A ttrpc frame written in a document: lines of hexadecimal bytes, each with a comment after "#".
struct DocumentedFrame {
    /// Of its first byte, in the document.
    let line: Int
    /// Of the line with its header.
    let comment: String
    let header: [UInt8]
    let body: [UInt8]
    /// The number of its code block in the document, from 0.
    let block: Int

    /// The whole frame.
    var bytes: [UInt8] { header + body }

    /// What the document must say of its header: "55 bytes, stream 1, Request, no flags".
    var description: String {
        let types: [UInt8: String] = [1: "Request", 2: "Response", 3: "Data"]
        let flags = [(1, "RC"), (2, "RO"), (4, "ND")].filter { header[9] & $0.0 != 0 }.map(\.1)
        let size = length == 0 ? "no body" : "\(length) bytes"
        return [
            size, "stream \(stream)", types[type] ?? "?", flags.isEmpty ? "no flags" : flags.joined(separator: "+"),
        ]
        .joined(separator: ", ")
    }

    var length: Int { header[0..<4].reduce(0) { $0 << 8 | Int($1) } }
    var stream: Int { header[4..<8].reduce(0) { $0 << 8 | Int($1) } }
    var type: UInt8 { header[8] }

    /// Every frame of every code block marked "hex". A header stands on a line of its own; lines up to the next blank
    /// one are the frame's.
    static func all(in document: SourceFile) -> [DocumentedFrame] {
        var frames: [DocumentedFrame] = []
        var block = -1
        var inside = false
        var open: DocumentedFrame?
        for (index, line) in document.lines.enumerated() {
            if line == "```hex" { (block, inside) = (block + 1, true) }
            let bytes = inside ? hexadecimal(line) : []
            if let frame = open, !bytes.isEmpty {
                open = frame.adding(bytes)
            } else if let frame = open {
                frames.append(frame)
                open = nil
            } else if !bytes.isEmpty {
                let comment = line.split(separator: "#", maxSplits: 1).last.map { String($0.dropFirst()) } ?? ""
                open = .init(line: index + 1, comment: comment, header: bytes, body: [], block: block)
            }
            if line == "```" { inside = false }
        }
        return frames
    }

    private func adding(_ bytes: [UInt8]) -> DocumentedFrame {
        .init(line: line, comment: comment, header: header, body: body + bytes, block: block)
    }

    private static func hexadecimal(_ line: Substring) -> [UInt8] {
        line.prefix { $0 != "#" }.split(separator: " ").compactMap { UInt8($0, radix: 16) }
    }
}
