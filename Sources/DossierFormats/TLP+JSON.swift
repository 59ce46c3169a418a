import DossierCore
import DossierWire

extension TLP {
    /// Of a resource in proto3 JSON; what says nothing is amber.
    init(of resource: JSONValue) {
        let value = resource["tlp"]?.text
        self = Self.allCases.first { $0.value == value } ?? .amber
    }

    /// The value's name in the .proto file: "TLP_AMBER_STRICT".
    var value: String { "TLP_\(name.uppercased().replacing("+", with: "_"))" }
}
