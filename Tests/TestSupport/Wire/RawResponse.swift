/// An HTTP/1 response as bytes, read here by hand: the tests do not lean on the code they test.
package struct RawResponse: Equatable, CustomStringConvertible {
    /// "HTTP/1.1 200 OK".
    package let line: String
    /// Names in lower case.
    package let fields: [String: String]
    package let body: [UInt8]

    /// 200.
    package var status: Int { Int(line.split(separator: " ").dropFirst().first ?? "") ?? 0 }

    /// The body as text.
    package var text: String { String(decoding: body, as: UTF8.self) }

    /// The value of a field.
    package subscript(name: String) -> String? { fields[name] }

    package var description: String { "\(line) \(fields): \(text.prefix(1_000))" }
}

extension RawClient {
    /// Sends a request: a line, fields and a body, whose length is told.
    package func send(_ line: String, _ fields: [String] = [], body: [UInt8]? = nil) throws {
        let length = body.map { ["content-length: \($0.count)"] } ?? []
        let head = ([line, "host: 127.0.0.1"] + fields + length).joined(separator: "\r\n")
        try send(Array("\(head)\r\n\r\n".utf8) + (body ?? []))
    }

    /// The next response.
    /// - Parameter hasBody: false for one to HEAD, and for one that asks to go on.
    package func response(hasBody: Bool = true, within seconds: Double = 10) throws -> RawResponse {
        let head = String(decoding: try read(through: Array("\r\n\r\n".utf8), within: seconds), as: UTF8.self)
        let lines = head.split(separator: "\r\n")
        var fields: [String: String] = [:]
        for line in lines.dropFirst() {
            guard let colon = line.firstRange(of: ": ") else { throw Failure(description: "a bad field: \(line)") }
            let name = String(line[..<colon.lowerBound])
            guard fields.updateValue(String(line[colon.upperBound...]), forKey: name) == nil else {
                throw Failure(description: "\(name) stands twice")
            }
        }
        let length = hasBody ? Int(fields["content-length"] ?? "0") ?? 0 : 0
        return RawResponse(line: String(lines[0]), fields: fields, body: try read(length, within: seconds))
    }

    /// A call by Connect's protocol of a method of `test.Echo`, with JSON, and its response.
    package func call(_ method: String, _ json: String = "{}", _ fields: [String] = []) throws -> RawResponse {
        try sendCall(method, json, fields)
        return try response()
    }

    /// Sends such a call.
    package func sendCall(_ method: String, _ json: String = "{}", _ fields: [String] = []) throws {
        let head = ["content-type: application/json"] + fields
        try send("POST /test.Echo/\(method) HTTP/1.1", head, body: Array(json.utf8))
    }
}
