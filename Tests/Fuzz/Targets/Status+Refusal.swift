import DossierCore

extension Status {
    /// A refusal of bad input says that it is one, and why.
    func checkRefusal() throws(Broken) {
        guard [.invalidArgument, .resourceExhausted].contains(code) else {
            throw Broken("refused with \(code): \(message)")
        }
        guard !message.isEmpty else { throw Broken("refused without a word") }
    }
}
