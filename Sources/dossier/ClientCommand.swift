import ArgumentParser
import DossierClient

/// A command that talks to the server.
protocol ClientCommand: AsyncParsableCommand {
    var root: Dossier { get }
    var options: GlobalOptions { get }
    /// Does it, over a connection.
    func run(_ session: Session) async throws
}

extension ClientCommand {
    mutating func run() async throws {
        let session = try await Session.begin(options.over(root.options))
        try await run(session)
        session.output.flush()
        await session.client.close()
    }
}
