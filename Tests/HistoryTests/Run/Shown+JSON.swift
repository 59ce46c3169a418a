import DossierClient
import DossierWire

extension Shown {
    /// What an incident shows of itself.
    init(_ incident: JSONValue) {
        self.init(
            revision: incident["revision"]?.count ?? 0,
            etag: incident["etag"]?.text ?? "",
            title: incident["title"]?.text ?? "",
            isDeleted: incident["deleteTime"] != nil
        )
    }
}
