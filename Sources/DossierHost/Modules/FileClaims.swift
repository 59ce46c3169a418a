import DossierWire

/// The files that modules are described by. Several may carry one, as reflection answers with one for all of them: so it
/// must say the same in each. What a file declares, no other file may.
struct FileClaims {
    private struct Claim {
        let file: FileDescription
        let owner: String
    }

    private var files: [String: Claim] = [:]
    /// By what they declare.
    private var declaring: [String: Claim] = [:]

    /// Takes the files of one more module.
    /// - Returns: why they cannot be taken; then nothing has changed.
    mutating func objection(to set: DescriptorSet, of id: String) -> String? {
        var next = self
        let names = Set(set.files.map(\.name))
        for file in set.files {
            guard !file.name.isEmpty else { return "carries a file descriptor without a name" }
            if let missing = file.dependencies.first(where: { !names.contains($0) }) {
                return "carries \(file.name) without its import \(missing): make the set with --include_imports"
            }
            if let objection = next.objection(to: Claim(file: file, owner: id)) { return objection }
        }
        self = next
        return nil
    }

    private mutating func objection(to claim: Claim) -> String? {
        let file = claim.file
        if let other = files[file.name] {
            guard Self.isWellKnown(file.name) || file.declarations == other.file.declarations else {
                let advice = "build both with the same one, or give it a path of its own"
                return "carries another \(file.name) than \(other.owner): \(advice)"
            }
            return nil
        }
        files[file.name] = claim
        for name in file.services.map(\.name) + file.messages.map(\.name) + file.enums.map(\.name) {
            if let other = declaring.updateValue(claim, forKey: name) {
                return "declares \(name) in \(file.name), which is declared in \(other.file.name) of \(other.owner)"
            }
        }
        return nil
    }

    /// Those come with everybody's protoc, in versions that add to each other: the first is as good as the next.
    private static func isWellKnown(_ name: String) -> Bool { name.hasPrefix("google/") }
}
