import DossierCore
import DossierHost
import DossierTransport

extension ServerReport {
    var methods: [MethodReport] { modules.flatMap(\.methods) }

    /// Calls that have not ended.
    var openCalls: Int { modules.reduce(0) { $0 + $1.openCalls } }

    /// All calls, those of methods that no module has among them,
    var calls: UInt64 { methods.reduce(unknownMethods) { $0 + $1.calls.total } }

    /// and those that did not end OK.
    var errors: UInt64 { methods.reduce(unknownMethods) { $0 + $1.calls.errors } }

    /// How long calls took whose length their clients do not choose.
    var durations: Distribution {
        methods.filter { !$0.streams }.reduce(into: Distribution(.durations)) { $0.add($1.durations) }
    }
}

extension MethodReport {
    /// "dossier.v1.Incidents/GetIncident".
    var fullName: String { "\(service)/\(name)" }
}

extension [MethodReport.Calls] {
    var total: UInt64 { reduce(0) { $0 + $1.count } }

    var errors: UInt64 { filter { $0.code != .ok }.total }

    func total(_ code: StatusCode) -> UInt64 { filter { $0.code == code }.total }
}
