import DossierCore
import DossierWire
import Testing

@testable import DossierFormats

/// What an import compares or sends together has a bound in number and in bytes.
@Suite struct ImportGroupTests {
    @Test(arguments: [(0, Limits.importCalls), (Limits.importGroupBytes / 3, 2), (Limits.importGroupBytes + 1, 1)])
    func itHasABound(bytes: Int, count: Int) {
        let text = JSONValue.string(String(repeating: "x", count: bytes))
        let resource = DossierResource(.actors, id: "a", fields: JSONValue(members: [("display_name", text)]))
        var group = ImportGroup()
        let taken = (0...count).map { _ in group.take(resource) }
        #expect(taken == Array(repeating: true, count: count) + [false])
        #expect(group.resources.count == count)
    }

    /// Elements take room, too, not their texts alone.
    @Test func manySmallValuesAreMuch() {
        let numbers = JSONValue.array(Array(repeating: .number("1"), count: Limits.importGroupBytes / 8))
        let resource = DossierResource(.actors, id: "a", fields: JSONValue(members: [("aliases", numbers)]))
        var group = ImportGroup()
        let taken = [DossierResource(.actors, id: "b", fields: .object([])), resource].map { group.take($0) }
        #expect(taken == [true, false])
    }
}
