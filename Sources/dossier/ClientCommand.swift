import ArgumentParser
import DossierClient

/// A command that needs the server at some point.
protocol ConnectingCommand: AsyncParsableCommand {
    var root: Dossier { get }
    var options: GlobalOptions { get }
}

extension ConnectingCommand {
    /// Runs something over a connection, and writes what it has put out.
    func connected(_ body: (Session) async throws -> Void) async throws {
        let session = try await Session.begin(options.over(root.options))
        try await body(session)
        session.output.flush()
        await session.client.close()
    }
}

/// A command that is nothing but talk with the server.
protocol ClientCommand: ConnectingCommand {
    /// Does it, over a connection.
    func run(_ session: Session) async throws
}

extension ClientCommand {
    mutating func run() async throws { try await connected(run) }
}
