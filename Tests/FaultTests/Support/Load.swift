import DossierCore

/// One kind of call, made again and again: on time, or as fast as answers come.
struct Load: Sendable {
    /// Makes one call; throws what it is answered but OK.
    let call: @Sendable (_ number: Int) async throws(Status) -> Void

    /// What came of calls.
    struct Outcome: Sendable {
        /// From when each call that was answered was due to its answer, sorted.
        var latencies: [Duration] = []
        /// Of those that were not.
        var refusals: [Status] = []

        /// How long all but one in a hundred took; an hour when none was answered.
        var p99: Duration { latencies.isEmpty ? .seconds(3_600) : latencies[(latencies.count * 99 + 99) / 100 - 1] }
    }

    /// The calls that were answered in a second, so many at a time being open.
    func peak(open count: Int, for time: Duration) async throws -> Double {
        let clock = ContinuousClock()
        let start = clock.now
        let answered = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<count {
                group.addTask {
                    var answered = 0
                    while clock.now < start + time {
                        try await call(number)
                        answered += 1
                    }
                    return answered
                }
            }
            return try await group.reduce(0, +)
        }
        return Double(answered) / ((clock.now - start) / .seconds(1))
    }

    /// Calls at a rate, whether or not those before are answered.
    /// - Parameters:
    ///   - rate: calls a second.
    ///   - warmUp: calls that are due before are not counted.
    func run(rate: Double, for time: Duration, after warmUp: Duration = .zero) async -> Outcome {
        let clock = ContinuousClock()
        let start = clock.now
        return await withTaskGroup(of: (Duration, Status?)?.self) { group in
            for number in 0..<Int(rate * ((warmUp + time) / .seconds(1))) {
                let due = start + .seconds(Double(number) / rate)
                try? await clock.sleep(until: due)
                group.addTask {
                    let refusal = await failure(number)
                    return due - start < warmUp ? nil : (clock.now - due, refusal)
                }
            }
            var outcome = Outcome()
            for await case (let latency, let refusal)? in group {
                if let refusal { outcome.refusals.append(refusal) } else { outcome.latencies.append(latency) }
            }
            outcome.latencies.sort()
            return outcome
        }
    }

    private func failure(_ number: Int) async -> Status? {
        do throws(Status) {
            try await call(number)
            return nil
        } catch {
            return error
        }
    }
}
