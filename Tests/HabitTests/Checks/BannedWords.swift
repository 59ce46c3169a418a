import TestSupport

/// Words that tie the project to the machine, the registry or the tracker that somebody happened to use.
enum BannedWords {
    /// Put together here so that this file does not hold them.
    private static let hosts = [
        "pypi" + ".org", "pythonhosted" + ".org", "deb.debian" + ".org", "proxy.golang" + ".org", "docker" + ".io",
        "ghcr" + ".io", "crates" + ".io", "npmjs" + ".org",
    ]

    /// Every objection is to a line with one of these.
    private static let suspects = hosts + ["/work", "/root", "/home", "/Users", "ssue", "http"]

    /// Addresses that what builds the project may name.
    private static let buildHosts = ["https://github.com/", "https://www.swift.org/"]

    /// One line for each place.
    static func findings(in files: [SourceFile]) -> [String] {
        files.flatMap { file in
            file.findings(inLinesWith: suspects) { line in
                let objections = objections(to: line, builds: builds(file.path))
                return objections.isEmpty ? nil : objections.joined(separator: ", ")
            }
        }
    }

    private static func builds(_ path: String) -> Bool {
        ["Package.swift", "Makefile"].contains(path) || path.hasPrefix("scripts/") || path.hasPrefix(".ci/")
    }

    private static func objections(to line: Substring, builds: Bool) -> [String] {
        var objections = hosts.filter { line.contains($0) }.map { "names the registry \($0)" }
        if line.contains(/(?:^|[\s"'`(=:])\/(?:work|root|home|Users)\//) { objections.append("names a machine's path") }
        if line.contains(/\b[Ii]ssues? #?[0-9]/) { objections.append("names an issue by its number") }
        if builds {
            objections += line.matches(of: /https?:\/\/[^\s"')]+/).map { String($0.0) }
                .filter { address in !buildHosts.contains(where: address.hasPrefix) }
                .map { "names \($0)" }
        }
        return objections
    }
}
