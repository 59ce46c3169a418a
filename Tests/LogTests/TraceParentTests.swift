import DossierCore
import Testing

@testable import DossierHost

/// `traceparent`, as W3C Trace Context has it.
@Suite struct TraceParentTests {
    private static let trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    private static let parent = "00f067aa0ba902b7"

    @Test(arguments: [("00", "01", true), ("00", "00", false), ("00", "ff", true), ("cc", "03", true)])
    func isRead(version: String, flags: String, isSampled: Bool) {
        let read = TraceParent("\(version)-\(Self.trace)-\(Self.parent)-\(flags)")
        #expect(read?.trace == Self.trace && read?.parent == Self.parent && read?.isSampled == isSampled)
    }

    /// Of a later version what this one knows is read, whatever stands behind it.
    @Test func aLaterVersionMayHaveMore() {
        #expect(TraceParent("cc-\(Self.trace)-\(Self.parent)-01-what-ever")?.isSampled == true)
        #expect(TraceParent("cc-\(Self.trace)-\(Self.parent)-01.what") == nil)
    }

    @Test(arguments: [
        "", "00", "00-\(trace)-\(parent)", "00-\(trace)-\(parent)-01-", "00-\(trace)-\(parent)-01-x",
        "ff-\(trace)-\(parent)-01", "0-\(trace)-\(parent)-01", "000-\(trace)-\(parent)-01",
        "00-\(trace.uppercased())-\(parent)-01", "00-\(trace)-\(parent.uppercased())-01", "00-\(trace)-\(parent)-0A",
        "00-00000000000000000000000000000000-\(parent)-01", "00-\(trace)-0000000000000000-01",
        "00-\(trace)-\(parent)-1",
        "00-\(trace.dropLast())-\(parent)-01", "00-\(trace)\(parent)-01", " 00-\(trace)-\(parent)-01",
        "00-\(trace)-\(parent)-01 ", "00-\(trace.dropLast())g-\(parent)-01", "00-\(trace.dropLast(2))é-\(parent)-01",
    ])
    func anythingElseIsNot(text: String) { #expect(TraceParent(text) == nil) }

    @Test func twoAreNone() {
        let entry = Metadata.Entry(name: "traceparent", value: "00-\(Self.trace)-\(Self.parent)-01")
        #expect(TraceParent(Metadata([entry])) != nil)
        #expect(TraceParent(Metadata([entry, entry])) == nil)
        #expect(TraceParent(Metadata([.init(name: "tracestate", value: "a=b")])) == nil)
    }
}
