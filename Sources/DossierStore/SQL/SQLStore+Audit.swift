import DossierCore

extension SQLStore {
    /// Transactions with where they came from and what they wrote, newest first. Blocks.
    public func audit(_ query: AuditQuery) throws(Status) -> AuditPage {
        let view = SQLView(of: self, at: .now, for: .red)
        let page: AuditPage
        do throws(Status) {
            page = try AuditLog(connection: view.begin().connection).page(query)
        } catch {
            try view.end(isGood: false)
            throw error
        }
        try view.end(isGood: true)
        return page
    }
}
