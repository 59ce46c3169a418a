import DossierWire
import TestSupport
import Testing

@testable import dossier

/// The picture of a timeline.
@Suite struct TimelineDrawingTests {
    @Test func itIsWellFormedAndHoldsNothingFromElsewhere() throws {
        let drawing = TimelineDrawing(
            try TimelineEntries.july,
            try AlbaniaNames.book,
            title: "A <b>",
            subtitle: "x & y"
        )
        let text = drawing.svg
        let parser = XMLElements(text)
        #expect(parser.isWellFormed)
        #expect(parser.names.isDisjoint(with: ["script", "image", "use", "a", "foreignObject"]))
        #expect(text.matches(of: /https?:/).count == 1, "only the name space")
        #expect(text.contains("<title id=\"title\">A &lt;b&gt;</title>") && text.contains("x &amp; y"))
        #expect(text.contains("the first time &lt;Tirana&gt; spoke"))
        #expect(text.contains("53 days") && text.contains("prefers-color-scheme:dark"))
    }

    /// Wherever marks and words fall, none of them covers another, and none leaves the drawing.
    @Test func nothingOverlaps() throws {
        var generator = SeededGenerator()
        let seed = generator.seed
        for count in [0, 1, 2, 100, 300] {
            let entries = try TimelineEntries.random(count, &generator)
            let names = try AlbaniaNames.book
            let axis = TimeAxis(entries.flatMap { TimelineSpan($0["time"]).days }, in: 52...1_188)
            let rows = TimelineRows(entries.map { TimelineMark($0, names, axis, within: TimelineDrawing.plot) }).rows
            #expect(rows.flatMap(\.self).count == count)
            for row in rows {
                let extents = row.map(\.extent).sorted { $0.lowerBound < $1.lowerBound }
                #expect(zip(extents, extents.dropFirst()).allSatisfy { $0.upperBound < $1.lowerBound }, "seed \(seed)")
                #expect(
                    extents.allSatisfy { $0.lowerBound >= 0 && $0.upperBound <= TimelineDrawing.width },
                    "seed \(seed)"
                )
            }
            let drawing = TimelineDrawing(entries, names, title: "", subtitle: "")
            #expect(XMLElements(drawing.svg).isWellFormed, "seed \(seed)")
        }
    }

    @Test func longStretchesWithoutAnythingAreFolded() throws {
        let axis = TimeAxis([0, 1, 1_000, 1_001, 1_003], in: 0...1_000)
        #expect(axis.stretches.map(\.isFolded) == [false, true, false])
        #expect(axis.x(0) == 0 && axis.x(1_003 * 86_400) == 1_000 && axis.x(5_000 * 86_400) == 1_000)
        let moments = stride(from: 0, through: 1_003 * 86_400, by: 40_000).map(axis.x)
        #expect(zip(moments, moments.dropFirst()).allSatisfy { $0 <= $1 })
        #expect(TimeAxis([5, 6, 7], in: 0...10).stretches.count == 1)
        #expect(TimeAxis([], in: 0...10).stretches.count == 1)
    }

    @Test func datesOnTheAxisDoNotRunIntoEachOther() {
        for days in [[0, 3], [0, 40], [0, 400], [0, 4_000], [0, 90_000], [0, 1, 2, 500, 501, 9_000, 9_010]] {
            let ticks = AxisTick.all(of: TimeAxis(days, in: 0...1_100))
            #expect(!ticks.isEmpty)
            let edges = ticks.map {
                (left: $0.middle - SVGText.width($0.text) / 2, right: $0.middle + SVGText.width($0.text) / 2)
            }
            #expect(zip(edges, edges.dropFirst()).allSatisfy { $0.right <= $1.left }, "\(days)")
        }
    }

    @Test func wordsAreCutWhereThereIsNoRoom() {
        #expect(SVGText.cut("a few words", to: 500) == "a few words")
        let cut = SVGText.cut("a few words that do not fit", to: 90)
        #expect(cut.hasPrefix("a few") && cut.hasSuffix("…") && SVGText.width(cut) <= 90, "\(cut)")
        #expect(SVGText.escape("<&>\"'\u{7}") == "&lt;&amp;&gt;&quot;&#39; ")
    }
}
