import DossierCore

/// The head of an HTTP/1 request (RFC 9112), as much of it as the health door needs.
struct HTTPRequestHead: Equatable {
    let method: String
    let path: String
    /// The connection may carry another request afterwards.
    let keepsAlive: Bool
    /// A body follows.
    let hasBody: Bool

    /// What the bytes so far amount to.
    enum Parsed: Equatable {
        case incomplete
        case malformed
        /// A head, and how many bytes it took.
        case head(HTTPRequestHead, length: Int)
    }

    /// Parses the head at the beginning of the bytes.
    static func parse(_ bytes: some RandomAccessCollection<UInt8>) -> Parsed {
        let window = bytes.prefix(Limits.httpHeadBytes)
        guard let end = window.indices.first(where: { window[$0...].starts(with: Self.end) }) else {
            return window.count < Limits.httpHeadBytes ? .incomplete : .malformed
        }
        guard let text = String(validating: window[..<end], as: UTF8.self),
            let head = HTTPRequestHead(text)
        else { return .malformed }
        return .head(head, length: window.distance(from: window.startIndex, to: end) + Self.end.count)
    }

    private static let end = Array("\r\n\r\n".utf8)

    private init?(_ text: String) {
        let lines = text.split(separator: "\r\n", omittingEmptySubsequences: false)
        let words = lines[0].split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 3, words[1].hasPrefix("/"), ["HTTP/1.1", "HTTP/1.0"].contains(words[2]) else { return nil }
        var closes = words[2] == "HTTP/1.0"
        var hasBody = false
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":"), colon > line.startIndex else { return nil }
            let value = line[line.index(after: colon)...].lowercased().trimmingSpaces()
            switch line[..<colon].lowercased() {
            case "connection": closes = closes || value.contains("close")
            case "content-length": hasBody = hasBody || value != "0"
            case "transfer-encoding": hasBody = true
            default: break
            }
        }
        method = String(words[0])
        path = String(words[1].prefix { $0 != "?" })
        keepsAlive = !closes
        self.hasBody = hasBody
    }
}

extension String {
    fileprivate func trimmingSpaces() -> Substring {
        let blank: Set<Character> = [" ", "\t"]
        let start = drop { blank.contains($0) }
        return start.lastIndex { !blank.contains($0) }.map { start[...$0] } ?? ""
    }
}
