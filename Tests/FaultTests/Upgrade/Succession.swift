import Foundation
import TestSupport
import Testing

/// Servers of one record that follow each other on one socket, each in a process of its own.
final class Succession {
    let socket: ListeningSocket
    private let folder: URL
    private let store: String
    private var current: DossierdProcess
    private var count = 1

    /// The first one serves.
    init(in folder: URL) async throws {
        self.folder = folder
        store = try TestEngine.chosen.record(in: folder)
        socket = try ListeningSocket()
        current = try await Self.start(1, in: folder, store, socket)
    }

    /// Tells the one that serves to end, and at the same time starts the next.
    /// - Parameter early: the next one first, until it serves, too, or waits for the record.
    func replace(early: Bool = false) async throws {
        count += 1
        let (old, number, folder, store, socket) = (current, count, folder, store, socket)
        async let next = Self.start(number, in: folder, store, socket)
        if early {
            try await eventually { ["waiting until", "serving"].contains { log(of: number).contains($0) } }
        }
        #expect(await old.stop() == 0)
        current = try await next
    }

    /// Ends the last one.
    func end() async { #expect(await current.stop() == 0) }

    /// What a server has logged so far.
    func log(of number: Int) -> String {
        (try? String(contentsOf: Self.folder(number, in: folder).appending(path: "log"), encoding: .utf8)) ?? ""
    }

    private static func start(
        _ number: Int,
        in folder: URL,
        _ store: String,
        _ socket: ListeningSocket
    ) async throws -> DossierdProcess {
        let own = self.folder(number, in: folder)
        try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
        return try await DossierdProcess.start(in: own, store: store, socket: socket)
    }

    private static func folder(_ number: Int, in folder: URL) -> URL { folder.appending(path: "server-\(number)") }
}
