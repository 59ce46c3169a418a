import ArgumentParser
import Glibc

@main
enum Main {
    /// Parses, runs, and ends with a status that scripts can use.
    static func main() async {
        // A reader that has seen enough, as `head`, is noticed where output is written.
        signal(SIGPIPE, SIG_IGN)
        do {
            var command = try Dossier.parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            Failure.exit(error)
        }
    }
}
