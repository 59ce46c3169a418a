/// The latest position of one principal on one accused: docs/pictures.md, rule 5.
struct Position {
    let principal: String
    private(set) var sign: Sign
    /// The statements that it rests on, oldest first.
    private(set) var statements: [Spoken]

    init(_ principal: String, _ sign: Sign, _ first: Spoken) {
        self.principal = principal
        self.sign = sign
        statements = [first]
    }

    var first: Spoken { statements[0] }
    var latest: Spoken { statements[statements.count - 1] }

    /// Takes the next statement in time.
    mutating func add(_ sign: Sign, _ spoken: Spoken) {
        if sign == self.sign {
            statements.append(spoken)
        } else if !(sign == .imputes && self.sign == .asserts) {
            self.sign = sign
            statements = [spoken]
        }
    }
}
