import DossierCore

/// Puts the rows of a table together to things, and counts what becomes of them.
struct EuRepoCSurvey<Table: EuRepoCTable> {
    private(set) var tally = ImportTally(unit: "rows")
    private(set) var remarks = ImportRemarks()

    private let table: Table
    private let columns: [String: Int]
    /// The hashes of the keys whose rows do not stand together, of things that can take several.
    private let scattered: Set<Int>
    /// Of the thing at hand: its key, its rows, how many they are with those that were not kept, the bytes of all of them,
    /// and why it is damaged.
    private var key = ""
    private var rows: [EuRepoCRow] = []
    private var rowCount = 0
    private var rowBytes = 0
    private var fault: EuRepoCRow.Fault?
    /// Whether the row before this one may be of the thing that follows.
    private var isAfterLostRow = false
    /// The hashes of the keys of all things.
    private var seen: Set<Int> = []

    private static var lostNeighbour: EuRepoCRow.Fault {
        .init(column: "row", reason: "stands beside a damaged row that may be of the same")
    }

    init(_ table: Table, _ columns: [String: Int], scattered: Set<Int>) {
        (self.table, self.columns, self.scattered) = (table, columns, scattered)
    }

    /// Looks for the keys whose rows do not stand together, and tells the table of all.
    static func scattered(
        _ table: inout Table,
        _ columns: [String: Int],
        in rows: CSVTable
    ) throws(Status) -> Set<Int> {
        guard Table.hasThingsOfManyRows else { return [] }
        var (seen, scattered, last) = (Set<Int>(), Set<Int>(), 0)
        try rows.forEach { row throws(Status) in
            guard row.fault == nil, let key = try? table.key(EuRepoCRow(row, columns)), key.hashValue != last else {
                return
            }
            table.note(key)
            if !seen.insert(key.hashValue).inserted { scattered.insert(key.hashValue) }
            last = key.hashValue
        }
        return scattered
    }

    /// Takes the next row. Gives the thing that ends before it.
    mutating func add(_ row: CSVRow) -> EuRepoCThing? {
        tally.things += 1
        do throws(EuRepoCRow.Fault) {
            if let fault = row.fault { throw .init(column: "row", reason: fault) }
            let row = EuRepoCRow(row, columns)
            let next = try table.key(row)
            defer { isAfterLostRow = false }
            if next == key {
                keep(row)
                return nil
            }
            let thing = end()
            guard !scattered.contains(next.hashValue) else {
                let reason = "stands apart from others of its id; sort the table by its first two columns"
                remarks.note(.damaged, "row", reason, id: next, at: row.place)
                return thing
            }
            guard seen.insert(next.hashValue).inserted else {
                remarks.note(.duplicate, "row", "stands apart from the others of its id", id: next, at: row.place)
                return thing
            }
            (key, fault) = (next, isAfterLostRow ? Self.lostNeighbour : nil)
            keep(row)
            return thing
        } catch {
            remarks.note(.damaged, error.column, error.reason, at: row.place)
            if Table.hasThingsOfManyRows { (fault, isAfterLostRow) = (fault ?? Self.lostNeighbour, true) }
            return nil
        }
    }

    /// Adds a row to the thing at hand.
    private mutating func keep(_ row: EuRepoCRow) {
        rowCount += 1
        rowBytes += row.bytes
        if rows.count == Limits.listElements {
            fault = .init(column: "row", reason: "is one of more than \(Limits.listElements) of one id")
        } else if !rows.isEmpty, rowBytes > Limits.importThingBytes {
            let reason = "is one of those of one id, which have more than \(Limits.importThingBytes) bytes"
            fault = .init(column: "row", reason: reason)
        } else {
            rows.append(row)
        }
    }

    /// The thing at hand, which ends here.
    mutating func end() -> EuRepoCThing? {
        guard let first = rows.first else { return nil }
        defer { (key, rows, rowCount, rowBytes, fault) = ("", [], 0, 0, nil) }
        do throws(EuRepoCRow.Fault) {
            if let fault { throw fault }
            guard let thing = try table.thing(key, rows) else {
                remarks.note(
                    .notUnderstood,
                    "row",
                    "says nothing but its id",
                    id: key,
                    at: first.place,
                    count: rowCount
                )
                return nil
            }
            count(thing)
            return thing
        } catch {
            remarks.note(.damaged, error.column, error.reason, id: key, at: first.place, count: rowCount)
            return nil
        }
    }

    private mutating func count(_ thing: EuRepoCThing) {
        tally.understood += 1
        tally.folded += rows.count - 1
        for fault in thing.leftOut {
            remarks.note(.leftOut, fault.column, fault.reason, id: key, at: thing.place)
        }
    }
}
