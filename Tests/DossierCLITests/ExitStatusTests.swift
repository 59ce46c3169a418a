import TestSupport
import Testing

/// What scripts decide by.
@Suite struct ExitStatusTests {
    private static let cases: [(arguments: String, status: Int32, message: String)] = [
        ("status", 0, "dossierd 0.1.0 at "),
        ("actor list --nonsense", 2, "Unknown option '--nonsense'"),
        ("--timeout soon status", 2, "timeout"),
        ("actor update a", 2, "say what to change"),
        ("actor get nobody", 3, "dossier: NOT_FOUND: actors/nobody"),
        ("import /no/such/file", 3, "/no/such/file cannot be read: no such file"),
        ("actor create --id b", 4, "\n  actor.display_name: is required"),
        ("actor create --set contry=AL", 4, "actor.contry: no such field; did you mean \"country\"?"),
        ("actor get incidents/x", 4, "write ID or actors/ID"),
        ("actor create --id a --display-name A", 5, "ALREADY_EXISTS"),
        ("actor update a --country AL --etag old", 5, "ABORTED"),
        ("--server 127.0.0.1:1 status", 6, "cannot reach 127.0.0.1:1: connection refused; is dossierd"),
        ("--server nonsense: status", 4, "is not a server's address; write HOST:PORT"),
        ("call dossier.v1.Actors/Gt", 1, "there are BatchCreateActors, BatchGetActors,"),
    ]

    @Test func eachKindOfFailureHasItsOwn() async throws {
        try await DossierdProcess.run { server in
            let client = CommandLineClient(server)
            _ = try await client.run("actor", "create", "--id", "a", "--display-name", "A")
            for (arguments, status, message) in Self.cases {
                let run = try await client.run(arguments.split(separator: " ").map(String.init))
                #expect(run.status == status, "\(arguments): \(run.output)")
                #expect(run.output.contains(message), "\(arguments): \(run.output)")
            }
        }
    }

    @Test(arguments: ["--help", "help", "--version", "incident --help", "--generate-completion-script bash"])
    func helpNeedsNoServer(arguments: String) async throws {
        let run = try await Command.run([CommandLineClient.path] + arguments.split(separator: " ").map(String.init))
        #expect(run.status == 0)
        #expect(!run.output.isEmpty)
    }
}
