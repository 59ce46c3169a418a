/// The open streams of one connection. Event loop only.
struct GRPCStreams {
    private(set) var all: [GRPCStream] = []

    var isEmpty: Bool { all.isEmpty }

    /// A stream with that number.
    mutating func insert(_ id: Int32) -> GRPCStream {
        let stream = GRPCStream(id, at: all.count)
        all.append(stream)
        return stream
    }

    mutating func remove(_ stream: GRPCStream) {
        let last = all.removeLast()
        guard last !== stream else { return }
        all[stream.position] = last
        last.position = stream.position
    }

    /// All of them; none is open from now on.
    mutating func removeAll() -> [GRPCStream] {
        defer { all = [] }
        return all
    }
}
