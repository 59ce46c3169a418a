import ArgumentParser
import DossierAccess
import DossierCore

/// Makes a token, and says it once.
struct CreateToken: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Make a token and write it to standard output. It is kept nowhere: only its hash is.",
        discussion: "The file of identities is made when there is none, and is readable to its owner alone."
    )

    @OptionGroup var identities: IdentitiesOption

    @Option(help: "What its holder is known by, and recorded as the author of what he writes.")
    var subject: String

    @Option(parsing: .upToNextOption, help: "What he may do: \(Role.names). Each includes those before it.")
    var role: [Role]

    @Option(help: "The highest marking that he may see: \(TLP.names).")
    var clearance: TLP

    @Option(help: "Until when it is good, as 2027-01-31T12:00:00Z. (default: until it is revoked)")
    var expires: String?

    func validate() throws {
        if let objection = Grant.objection(toSubject: subject) { throw ValidationError("--subject: \(objection)") }
        if let expires, IdentityTime.nanoseconds(expires) == nil {
            throw ValidationError("--expires: \(IdentityTime.form)")
        }
        if let end = expires.flatMap(IdentityTime.nanoseconds), end <= WallClock.now() {
            throw ValidationError("--expires: \(IdentityTime.text(end)) is past")
        }
    }

    func run() throws {
        try TokenCommand.reporting { () throws(Status) in
            let token = Token.random()
            let entry = TokenEntry(
                hash: TokenHash(of: token),
                grant: Grant(subject: subject, roles: Set(role).sorted(), clearance: clearance),
                // To the second, as the file has it.
                created: WallClock.now() / 1_000_000_000 * 1_000_000_000,
                expires: expires.flatMap(IdentityTime.nanoseconds)
            )
            try IdentityFile.edit(identities.file) { file in file.tokens.append(entry) }
            print(token)
        }
    }
}

extension Role: ExpressibleByArgument {}

extension TLP: ExpressibleByArgument {
    /// By its name.
    public init?(argument: String) { self.init(name: argument) }

    /// For help.
    public static var allValueStrings: [String] { allCases.map(\.name) }
}
