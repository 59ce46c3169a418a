import ArgumentParser
import DossierClient
import DossierCore
import DossierWire

struct StatusCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show what runs at the server and how it is doing."
    )

    @ParentCommand var root: Dossier
    @OptionGroup var options: GlobalOptions

    func run(_ session: Session) async throws {
        let method = try ServiceMethod.standard(MethodName("dossier.v1.Server", "GetStatus"))
        let status = try await session.client.call(method, .object([]), session.callOptions)
        if session.format == .json { return session.line(status) }
        var sheet = Sheet("dossierd \(text(status, "version")) at \(session.client.address)", session.style)
        sheet.add("store", "\(text(status, "engine")), sequence \(text(status, "sequence"))")
        sheet.add("since", Words.moment(status["startTime"]))
        sheet.add("calls", "\(calls(status)), \(text(status, "connections")) connections")
        sheet.add("memory", "\((Int(text(status, "memoryBytes")) ?? 0) >> 20) MiB")
        sheet.add("cpu", cpu(status))
        sheet.add("draining", status["draining"] == .bool(true) ? "yes: it takes no new calls" : "")
        for line in sheet.lines { session.output.line(line) }
        var table = Table(["MODULE", "VERSION", "STATE", "KINDS", "CALLS", "SERVICES"])
        for module in status.elements("modules") { table.add(cells(module)) }
        session.output.line("")
        for line in table.lines(width: Terminal.width, session.style) { session.output.line(line) }
    }

    private func cells(_ module: JSONValue) -> [String] {
        let kinds = module.elements("kinds").compactMap(\.text)
        let services = module.elements("services").compactMap(\.text)
        return [
            text(module, "id"), text(module, "version"), state(module), kinds.joined(separator: ", "), calls(module),
            services.joined(separator: ", "),
        ]
    }

    /// "serving", of MODULE_STATE_SERVING.
    private func state(_ module: JSONValue) -> String {
        text(module, "state").split(separator: "_").last.map { $0.lowercased() } ?? ""
    }

    private func calls(_ counts: JSONValue) -> String {
        "\(text(counts, "callsEnded")) ended, \(text(counts, "callsFailed")) failed, \(text(counts, "callsActive")) open"
    }

    private func cpu(_ status: JSONValue) -> String {
        let milliseconds = (Int(text(status, "cpuNanos")) ?? 0) / 1_000_000
        return "\(milliseconds / 1_000).\(milliseconds % 1_000 / 100) s"
    }

    /// A number's absence means 0.
    private func text(_ value: JSONValue, _ name: String) -> String { value[name]?.text ?? "0" }
}
