import ArgumentParser
import DossierClient
import DossierCore
import DossierFormats
import DossierWire

/// A resource's fields as a command takes them: `--json`, `--set`, and options for the common ones.
struct GivenFields<Fields: ResourceFields>: ParsableArguments {
    @OptionGroup var fields: Fields

    @Option(
        help: ArgumentHelp(
            "Fields in proto3 JSON, as `get -o json` shows them: a text, @FILE, or - for standard input."
        )
    )
    var json: String?

    @Option(
        name: .customLong("set"),
        help: ArgumentHelp(
            "A field as a dossier file has it, as 'about=[{name: incidents/x, candidate: true}]'; several times.",
            valueName: "field=value"
        )
    )
    var settings: [String] = []

    /// All of them: options go before `--json`, member by member.
    func value() throws -> JSONValue {
        var pairs = fields.given
        for setting in settings {
            guard let split = setting.firstIndex(of: "=") else {
                throw ValidationError("--set takes FIELD=VALUE, not \"\(setting)\"")
            }
            pairs.append((String(setting[..<split]), .notation(String(setting[setting.index(after: split)...]))))
        }
        let base = try json.map { try JSONValue(parsing: try InputText.bytes($0)) } ?? .object([])
        guard case .object = base else { throw Status(.invalidArgument, "--json must be an object of fields") }
        return base.merging(try DossierFile.fields(pairs, of: Fields.kind))
    }
}
