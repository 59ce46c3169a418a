/// The open streams of one connection. Event loop only.
struct GRPCStreams {
    private(set) var all: [GRPCStream] = []

    var isEmpty: Bool { all.isEmpty }

    mutating func insert(_ stream: GRPCStream) {
        stream.position = all.count
        all.append(stream)
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
