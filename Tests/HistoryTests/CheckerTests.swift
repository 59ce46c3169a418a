import Testing

/// The checker finds what it must, in histories made by hand, and nothing in good ones.
@Suite struct CheckerTests {
    /// Two clients on one record, a third that watches; times do not overlap but where told.
    private static let good = Sample { sample in
        sample.write(.create(title: "a"), at: 10...20, revision: 1)
        sample.read(1, at: 30...40)
        // Two on the same etag: one wins.
        sample.write(.update(title: "b", etag: "e1"), at: 50...70, revision: 2)
        sample.refuse(.update(title: "c", etag: "e1"), .aborted, at: 50...75)
        sample.write(.delete(etag: "e2"), at: 80...90, revision: 3)
        sample.refuse(.update(title: "d", etag: nil), .notFound, at: 91...92)
        sample.write(.undelete(etag: "e3"), at: 100...110, revision: 4)
        sample.lose(.update(title: "e", etag: nil), at: 120...130, revision: 5)
        sample.lose(.update(title: "f", etag: nil), at: 121...131, revision: nil)
        sample.read(5, at: 140...150)
        sample.readAsOf(2, at: 160...170)
        sample.list(5, at: 180...190)
    }

    @Test func aGoodHistoryIsGood() {
        #expect(Checker.faults(in: Self.good.history).map(\.description) == [])
    }

    @Test(arguments: Flaw.all) func aBadOneIsNot(_ flaw: Flaw) {
        var sample = Self.good
        flaw.make(&sample)
        let faults = Checker.faults(in: sample.history).map(\.description)
        #expect(faults.contains { $0.contains(flaw.fault) }, "\(flaw): \(faults)")
    }
}
