/// The calls of one connection that are open, by the numbers of their streams. One thread.
struct Flights {
    /// A call that is open.
    struct Flight {
        /// When it was due, nanoseconds; 0: the place is free.
        var due: Int64 = 0
        /// Its place in the plan.
        var kind = 0
    }

    private var places: [Flight]
    private var nextStream: UInt32 = 1
    /// How many there are.
    private(set) var count = 0

    /// For so many at a time.
    init(capacity: Int) {
        var places = 64
        // So few of the places are taken that a number whose place is free is soon found.
        while places < 4 * capacity { places *= 2 }
        self.places = Array(repeating: Flight(), count: places)
    }

    /// A connection has numbers for so many calls.
    var hasNumbers: Bool { nextStream < UInt32(Int32.max) - UInt32(2 * places.count) }

    /// A call begins.
    /// - Returns: the number of its stream, higher than all before: those whose places are taken are passed over.
    mutating func begin(_ flight: Flight) -> UInt32 {
        while places[place(of: nextStream)].due != 0 { nextStream += 2 }
        defer { nextStream += 2 }
        places[place(of: nextStream)] = flight
        count += 1
        return nextStream
    }

    /// A call has ended; nil when none of that number is open.
    mutating func end(_ stream: UInt32) -> Flight? {
        let flight = places[place(of: stream)]
        guard flight.due != 0 else { return nil }
        places[place(of: stream)].due = 0
        count -= 1
        return flight
    }

    /// Those that are open, in no order.
    var open: some Sequence<Flight> { places.lazy.filter { $0.due != 0 } }

    private func place(of stream: UInt32) -> Int { Int(stream >> 1) & (places.count - 1) }
}
