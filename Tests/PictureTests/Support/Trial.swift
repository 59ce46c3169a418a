import DossierClient
import DossierCore
import DossierWire

/// A server that is given records and asked for their pictures.
struct Trial: Sendable {
    private static let recordsAtATime = 8
    private static let recordsOfAProgram = 250

    let client: Client
    let reference: Reference

    /// Writes so many records; what occurred in their pictures, and the first of these that is not as it must be.
    func run(records: Int) async throws -> (Coverage, Difference?) {
        let starts = Array(stride(from: 0, to: records, by: Self.recordsOfAProgram))
        // While the server is asked about some records, the program computes others.
        return try await inFlight(starts, atATime: 2) { first in
            let count = min(Self.recordsOfAProgram, records - first)
            let records = try await reference.records(from: first, count: count)
            return try await inFlight(records, atATime: Self.recordsAtATime) { record in
                (Coverage(of: record), try await difference(in: record))
            }
        }
    }

    /// Does something with each element, so many at a time; what occurred in all, up to a first difference.
    private func inFlight<Element: Sendable>(
        _ elements: [Element],
        atATime limit: Int,
        _ body: @escaping @Sendable (Element) async throws -> (Coverage, Difference?)
    ) async throws -> (Coverage, Difference?) {
        try await withThrowingTaskGroup(of: (Coverage, Difference?).self) { group in
            var coverage = Coverage()
            for (place, element) in elements.enumerated() {
                if place >= limit, let (found, difference) = try await group.next() {
                    coverage.add(found)
                    if difference != nil {
                        group.cancelAll()
                        return (coverage, difference)
                    }
                }
                group.addTask { try await body(element) }
            }
            for try await (found, difference) in group {
                coverage.add(found)
                if difference != nil {
                    group.cancelAll()
                    return (coverage, difference)
                }
            }
            return (coverage, nil)
        }
    }

    /// Writes a record and asks; the first answer that is not as it must be.
    private func difference(in record: WrittenRecord) async throws -> Difference? {
        var moments: [Int: JSONValue] = [:]
        for (place, write) in record.writes.enumerated() {
            do {
                _ = try await call(write.method, write.request)
            } catch {
                throw Status(error.code, "record \(record.number), step \(write.step): \(error.message)")
            }
            let isLast = place + 1 == record.writes.count
            let steps = write.step..<(isLast ? write.step : record.writes[place + 1].step)
            let isAsked = record.questions.contains { steps.contains($0.step) }
            guard isAsked, let sequence = try await call("dossier.v1.Server/GetStatus", .object([]))["sequence"] else {
                continue
            }
            for step in steps { moments[step] = sequence }
        }
        for question in record.questions {
            let found = Difference.compared(try await picture(question, moments[question.step]))
            let expected = Difference.compared(question.expected)
            if found != expected { return Difference(record: record, question: question, found: found) }
        }
        return nil
    }

    /// The same record with as few statements as it takes for a picture of it to be wrong: of those that lack one more
    /// statement each, the first that is still wrong, and so on.
    func smallest(_ difference: Difference) async throws -> Difference {
        var smallest = difference
        var attempt = 0
        search: while true {
            attempt += 1
            for record in try await reference.smaller(than: smallest.record, attempt: attempt) {
                if let difference = try await self.difference(in: record) {
                    smallest = difference
                    continue search
                }
            }
            return smallest
        }
    }

    private func picture(_ question: WrittenRecord.Question, _ sequence: JSONValue?) async throws -> JSONValue {
        var members = [JSONValue.Member("incident", question.incident)]
        if let time = question.saidAsOf { members.append(.init("saidAsOf", time)) }
        if let sequence { members.append(.init("recordedAsOf", .object([.init("sequence", sequence)]))) }
        return try await call("dossier.v1.Statements/GetPicture", .object(members))
    }

    private func call(_ method: String, _ request: JSONValue) async throws(Status) -> JSONValue {
        let method = try ServiceMethod.standard(try MethodName(method))
        return try await client.call(method, request, CallOptions(timeout: .seconds(30)))
    }
}
