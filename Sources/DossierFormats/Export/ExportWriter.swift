import DossierClient
import DossierCore
import DossierWire

/// Writes resources in one format, one after the other, holding none of them.
///
/// Nothing is referred to that is not given, too, or has been; but it may be given later.
public protocol ExportWriter {
    /// The kinds that it takes, in the order in which it takes them.
    var kinds: [ResourceKind] { get }

    /// Which fields it must know of the resources that others refer to, by the names of the .proto file; of kinds that
    /// are not named here, none.
    var lookups: [ResourceKind: [String]] { get }

    /// Writes what stands before all resources.
    /// - Parameter sequence: the transaction that the export shows; 0 when nothing had been recorded.
    mutating func begin(sequence: UInt64, to output: inout [UInt8]) throws(Status)

    /// Writes a resource.
    /// - Parameter others: those it refers to, as far as `lookups` asks for them, by name.
    /// - Throws: RESOURCE_EXHAUSTED when the format can hold no more.
    mutating func write(
        _ resource: ExportedResource,
        beside others: [String: JSONValue],
        to output: inout [UInt8]
    ) throws(Status)

    /// Writes what stands behind all resources.
    mutating func end(to output: inout [UInt8]) throws(Status)
}

extension ExportWriter {
    /// In the order in which they refer to each other.
    public var kinds: [ResourceKind] { ResourceKind.allCases }
    /// Nothing.
    public var lookups: [ResourceKind: [String]] { [:] }
    /// Nothing.
    public mutating func begin(sequence: UInt64, to output: inout [UInt8]) throws(Status) {}
    /// Nothing.
    public mutating func end(to output: inout [UInt8]) throws(Status) {}
}
