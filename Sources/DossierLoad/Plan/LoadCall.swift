import DossierClient

/// One kind of call that a load is made of.
public struct LoadCall: Sendable {
    /// What a report calls it: "get".
    public let name: String
    /// What is called; unary.
    public let method: MethodName
    /// How often it is chosen, beside the weights of the load's other kinds.
    public let weight: Int
    /// Encoded requests, one of which is chosen at random for each call. Not empty.
    public let requests: [[UInt8]]

    /// What the requests were made from; empty: from nothing that is known.
    public let template: String

    /// A kind of call; `weight` and the number of requests are at least 1.
    public init(_ name: String, _ method: MethodName, weight: Int = 1, requests: [[UInt8]], template: String = "") {
        precondition(weight > 0 && !requests.isEmpty, "a load of \(name) needs a weight and a request")
        self.name = name
        self.method = method
        self.weight = weight
        self.requests = requests
        self.template = template
    }
}
