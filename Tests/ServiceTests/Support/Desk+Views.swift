import DossierCore

/// What is computed from the statements.
extension Desk {
    func picture(_ incident: String, _ request: JSON = [:]) async throws(Status) -> JSON {
        try await view("GetPicture", request.merging(["incident": JSON(incident)]))
    }

    /// The picture as of the record that another shows, computed anew: what is of the past is not kept.
    func pictureAnew(_ picture: JSON) async throws(Status) -> JSON {
        try await self.picture(picture.incident.string, ["recordedAsOf": ["sequence": picture.sequence]])
    }

    func watchPicture(_ incident: String, timeout: Duration = .seconds(30)) async throws(Status) -> Events {
        try await stream("dossier.v1.Statements/WatchPicture", ["incident": JSON(incident)], timeout: timeout)
    }

    func trace(_ statement: String, _ request: JSON = [:]) async throws(Status) -> JSON {
        try await view("TraceStatement", request.merging(["name": JSON(statement)]))
    }

    /// The entries of a timeline, page by page.
    func timeline(_ name: String, _ request: JSON = [:]) async throws(Status) -> [JSON] {
        try await pages("GetTimeline", request.merging(["name": JSON(name)])).flatMap(\.entries.list)
    }

    /// The contested incidents, page by page.
    func contested(_ request: JSON = [:]) async throws(Status) -> [JSON] {
        try await pages("ListContested", request).flatMap(\.incidents.list)
    }

    func counts(by group: String, _ request: JSON = [:]) async throws(Status) -> [JSON] {
        try await view("CountStatements", request.merging(["by": JSON("COUNT_BY_\(group)")])).counts.list
    }

    /// All pages of a listing.
    func pages(_ method: String, _ request: JSON) async throws(Status) -> [JSON] {
        var request = request
        var pages: [JSON] = []
        repeat {
            pages.append(try await view(method, request))
            request.pageToken = pages.last!.nextPageToken
        } while request.pageToken != .null
        return pages
    }

    func view(_ method: String, _ request: JSON) async throws(Status) -> JSON {
        try await call("dossier.v1.Statements/\(method)", request)
    }
}
