import Dispatch
import DossierCore
import DossierHost
import DossierStore
import DossierTransport
import Glibc
import Logging
import NIOPosix

/// The module of incidents over a small record, with no port.
final class Stage: Sendable {
    private static let records = 16
    private static let kind = "incidents"
    private static let service = Array("dossier.v1.Incidents".utf8)

    private let store: SQLiteStore
    private let host: Host
    private let door = Door()

    private init(_ folder: String) throws {
        var configuration = SQLiteStore.Configuration()
        configuration.isSynchronous = false
        store = try SQLiteStore(path: "\(folder)/record.db", configuration: configuration)
        var logger = Logger(label: "micro")
        logger.logLevel = .error
        host = try Host.start(store: store, modules: [.library(path: Self.library())], logger: logger)
        let batch = try Samples.batch(Self.records)
        try call(Array("BatchCreateIncidents".utf8), batch)
        door.wait()
    }

    static func run(in folder: String, _ body: (Stage) throws -> Void) throws {
        let stage = try Stage(folder)
        try body(stage)
        precondition(stage.host.stop())
        stage.store.close()
    }

    /// The module built beside this program.
    private static func library() -> String {
        guard let program = realpath("/proc/self/exe", nil) else { fatalError("no /proc") }
        defer { free(program) }
        let parts = String(cString: program).split(separator: "/").dropLast()
        return "/\(parts.joined(separator: "/"))/libdossier-incidents.so"
    }

    /// Calls a method, as a door does.
    private func call(_ method: [UInt8], _ request: [UInt8]) throws(Status) {
        let route = try Self.service.span.bytes.withUnsafeBytes { (service) throws(Status) in
            try method.span.bytes.withUnsafeBytes { (method) throws(Status) in
                try host.router.resolve(service: service, method: method, at: .ttrpc)
            }
        }
        door.arrive()
        let port = ReplyPort(connection: door, stream: 1, streams: false)
        request.withUnsafeBytes { _ = host.router.open(route, CallHead(), message: $0, port: port) }
    }

    /// GetIncident of one record after the other, on an event loop, where it is answered from memory.
    func get(_ count: Int) throws {
        let method = Array("GetIncident".utf8)
        let requests = try (0..<Self.records).map { try Samples.request($0) }
        try MultiThreadedEventLoopGroup.singleton.next().submit { [self] in
            for index in 0..<count {
                try call(method, requests[index % requests.count])
                door.wait()
            }
        }.wait()
    }

    /// Finds one record after the other in the cache.
    func lookUp(_ count: Int) {
        let ids = (0..<Self.records).map { Array(Samples.id($0).utf8) }
        Array(Self.kind.utf8).withUnsafeBytes { kind in
            for index in 0..<count {
                let found = ids[index % ids.count].withUnsafeBytes { store.cache.lookup(kind: kind, id: $0) }
                precondition(found != nil)
            }
        }
    }

    /// Reads one record after the other, each as of the last transaction, which does not look into the cache.
    func read(_ count: Int) throws {
        let ids = (0..<Self.records).map { Array(Samples.id($0).utf8) }
        var found = 0
        for index in 0..<count {
            try store.read(at: .sequence(store.head.sequence), for: .red) { (view) throws(Status) in
                try Self.get(view, ids[index % ids.count]) { _ in found += 1 }
            }
        }
        precondition(found == count)
    }

    /// Creates records, all of which wait while the writer is busy with another write.
    func put(_ count: Int) throws {
        let body = try body()
        let (busy, begin, end) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        try write { _ in
            busy.signal()
            begin.wait()
        } done: {
        }
        busy.wait()
        for number in 0..<count {
            let id = Array(Samples.id(Self.records + number).utf8)
            try write { (transaction) throws(Status) in
                try Self.put(transaction, id, body)
            } done: {
                end.signal()
            }
        }
        begin.signal()
        for _ in 0..<count { end.wait() }
    }

    /// What the module has recorded of an incident.
    private func body() throws -> [UInt8] {
        var body: [UInt8] = []
        try store.read(at: .now, for: .red) { (view) throws(Status) in
            try Self.get(view, Array(Samples.id(0).utf8)) { body = [UInt8]($0.body) }
        }
        return body
    }

    private func write(
        _ body: @escaping @Sendable (any WriteTransaction) throws(Status) -> Void,
        done: @escaping @Sendable () -> Void
    ) throws {
        let write = Write(
            author: "micro",
            body: { (transaction) throws(Status) in
                try body(transaction)
                return []
            },
            done: { result in
                if case .failure(let status) = result { fatalError("\(status)") }
                done()
            }
        )
        try store.write(write)
    }

    private static func get(
        _ view: any ReadTransaction,
        _ id: [UInt8],
        _ visit: (RecordView) -> Void
    ) throws(Status) {
        try id.span.bytes.withUnsafeBytes { (id) throws(Status) in
            try view.get(kind: kind, id: id, revision: nil) { record, _ in
                visit(record)
                return true
            }
        }
    }

    private static func put(_ transaction: any WriteTransaction, _ id: [UInt8], _ body: [UInt8]) throws(Status) {
        try id.span.bytes.withUnsafeBytes { (id) throws(Status) in
            try body.span.bytes.withUnsafeBytes { (body) throws(Status) in
                let record = NewRecord(kind: kind, id: id, body: body, tlp: 2, deleted: false, revision: 0)
                _ = try transaction.put(record)
            }
        }
    }
}
