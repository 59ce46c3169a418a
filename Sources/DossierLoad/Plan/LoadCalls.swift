import DossierClient
import DossierCore
import DossierWire

/// Makes the calls of a load from templates.
public struct LoadCalls {
    private let sample: RecordSample
    private var random: SplitMix

    /// Of requests about what a record has.
    public init(_ sample: RecordSample, seed: UInt64) {
        self.sample = sample
        random = SplitMix(seed: seed)
    }

    /// One of the standard calls.
    public mutating func standard(_ call: StandardCall, weight: Int) throws(Status) -> LoadCall {
        let method = try ServiceMethod.standard(call.method)
        return try make(call.rawValue, method, weight: weight, try call.request())
    }

    /// Any unary method.
    /// - Throws: INVALID_ARGUMENT for a template that is no request of the method.
    public mutating func make(
        _ name: String,
        _ method: ServiceMethod,
        weight: Int,
        _ template: RequestTemplate
    ) throws(Status) -> LoadCall {
        var requests: [[UInt8]] = []
        for _ in 0..<Limits.loadRequests {
            requests.append(try method.request(try template.fill(sample, &random)))
        }
        return LoadCall(name, method.name, weight: weight, requests: requests, template: template.text)
    }
}
