import DossierCore
import DossierStore

extension Desk {
    /// How a write is refused; nil when it is not.
    func refusal(_ body: @escaping @Sendable (any WriteTransaction) throws -> Void) -> StatusCode? {
        refusalStatus(body)?.code
    }

    /// As above, with the message.
    func refusalStatus(_ body: @escaping @Sendable (any WriteTransaction) throws -> Void) -> Status? {
        do {
            try write { (transaction) throws(Status) in
                do { try body(transaction) } catch { throw error as? Status ?? Status(.unknown, "\(error)") }
                return []
            }
            return nil
        } catch { return error as? Status }
    }

    /// How `find` is refused; nil when it is not.
    func refusalOfFind(_ query: Query) -> StatusCode? {
        do {
            _ = try find(query)
            return nil
        } catch { return (error as? Status)?.code }
    }
}
