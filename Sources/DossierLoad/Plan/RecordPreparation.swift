import DossierClient
import DossierCore
import DossierWire

/// Fills a record up to a size, so that there is something to call for.
public enum RecordPreparation {
    /// Has incidents made until there are so many.
    /// - Parameter told: how many were made since it was called last.
    /// - Returns: how many were made; 0 when there were enough.
    /// - Throws: as the calls.
    public static func fill(
        upTo count: Int,
        _ client: Client,
        _ told: (Int) -> Void = { _ in }
    ) async throws(Status) -> Int {
        let resources = Resources(client, CallOptions(timeout: .seconds(60)))
        var query = ListQuery()
        query.counts = true
        query.view.fields = ["name"]
        let found = try await resources.page(of: .incidents, query, size: 1).totalSize ?? 0
        var titles = IncidentTitles(seed: UInt64(found))
        var number = found
        while number < count {
            let last = min(count, number + Limits.batchItems)
            let items = (number + 1...last).map { number in
                (id: "", fields: JSONValue(members: [("title", .string(titles.title(number)))]))
            }
            // Remembered answers would take as much room as the record.
            try await resources.create(.incidents, items, WriteOptions(requestID: ""))
            told(last - number)
            number = last
        }
        return number - found
    }
}
