import ArgumentParser
import DossierCore
import DossierClient
import DossierFormats
import Glibc

/// Tells people what went wrong, and ends the process.
enum Failure: Error {
    /// Everything has been said already.
    case reported(ExitStatus)

    /// Ends the process with the status that fits the error.
    static func exit(_ error: any Error) -> Never {
        switch error {
        case Failure.reported(let status): Glibc.exit(status.rawValue)
        case let findings as Findings:
            Terminal.tell(findings.description)
            Glibc.exit(ExitStatus.invalid.rawValue)
        case let fault as QueryFault:
            report(fault.status, fault.drawing ?? [])
            Glibc.exit(ExitStatus(fault.status.code).rawValue)
        case let status as Status:
            report(status)
            Glibc.exit(ExitStatus(status.code).rawValue)
        default: exitOfParser(error)
        }
    }

    /// The status, what it speaks of, each violation on a line of its own, and what to do.
    static func report(_ status: Status, _ drawing: [String] = []) {
        let style = Style(Terminal.hasColor(STDERR_FILENO))
        Terminal.tell("\(style.bad("dossier: \(status.code)")): \(Terminal.clean(status.message))")
        for line in drawing { Terminal.tell("  \(line)") }
        for violation in status.fieldViolations {
            Terminal.tell(
                "  \(style.strong(Terminal.clean(violation.field))): \(Terminal.clean(violation.description))"
            )
        }
        if let hint = hint(status) { Terminal.tell("hint: \(hint)") }
    }

    private static func hint(_ status: Status) -> String? {
        switch status.code {
        case .aborted:
            "somebody else has changed it since; read it again, and repeat the change if it still makes sense"
        case .deadlineExceeded:
            "give it longer: with --timeout or, where the server's own limit ended it, with dossierd --call-time; "
                + "a write may have happened, so look before you repeat it"
        case .notFound: "`list` shows what there is"
        case .internal, .unknown, .dataLoss: "the server's log may tell more, of request_id=\(Session.requestID)"
        case .resourceExhausted:
            status.retryDelay.map { "wait \(max(1, Int(($0 / .milliseconds(1)).rounded(.up)))) ms and repeat" }
                ?? "wait a little and repeat, or ask for less at a time"
        default: nil
        }
    }

    /// Help and versions end well; what cannot be parsed does not.
    private static func exitOfParser(_ error: any Error) -> Never {
        let message = Dossier.fullMessage(for: error)
        if Dossier.exitCode(for: error).isSuccess {
            Output.standard.line(message)
            Output.standard.flush()
            Glibc.exit(0)
        }
        if !message.isEmpty { Terminal.tell(message) }
        Glibc.exit(error is ExitCode ? Dossier.exitCode(for: error).rawValue : ExitStatus.usage.rawValue)
    }
}
