import CDossierModule
import DossierCore

/// The server, as one module sees it. Any thread.
public struct Host: @unchecked Sendable {
    // Sendable: both tables are immutable and outlive the module; their functions may be called from any thread.
    let table: UnsafePointer<dossier_host>
    /// The record.
    public let store: Store

    /// From what `start` was given; nil when the server or its store is of a version that lacks functions we know.
    init?(_ table: UnsafePointer<dossier_host>) {
        guard Int(table.pointee.size) >= MemoryLayout<dossier_host>.size,
            let store = table.pointee.service(table, DOSSIER_STORE)?.assumingMemoryBound(to: dossier_store.self),
            Int(store.pointee.size) >= MemoryLayout<dossier_store>.size
        else { return nil }
        self.table = table
        self.store = Store(host: table, table: store)
    }

    /// How grave a line of the log is.
    public enum LogLevel: Int32, Sendable {
        case debug, info, warning, error
    }

    /// Writes a line to the server's log.
    public func log(_ level: LogLevel, _ text: String) {
        text.withBytes { table.pointee.log(table, 0, level.rawValue, $0) }
    }
}
