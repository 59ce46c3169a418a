import DossierClient
import DossierYAML

/// One resource on its way into the record.
struct ImportItem: Sendable {
    let number: UInt64
    let kind: ResourceKind
    let id: String
    let place: Place
    /// As it is sent; empty: nothing is.
    let request: [UInt8]

    var name: String { "\(kind)/\(id)" }
}

extension ImportItem {
    /// A resource that is not sent, or not yet.
    init(_ number: UInt64, _ resource: DossierResource, request: [UInt8] = []) {
        self.init(number: number, kind: resource.kind, id: resource.id, place: resource.place, request: request)
    }
}
