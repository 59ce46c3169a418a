import DossierClient
import DossierWire

/// Who says who did it, for people.
struct PictureView {
    private let picture: JSONValue
    private let names: NameBook
    private let layout: Layout

    /// - Parameters:
    ///   - picture: a `dossier.v1.Picture`.
    ///   - names: what its names stand for, and who speaks in its statements.
    init(_ picture: JSONValue, _ names: NameBook, _ layout: Layout) {
        self.picture = picture
        self.names = names
        self.layout = layout
    }

    /// The statements whose speakers a picture shows.
    static func statements(of picture: JSONValue) -> [String] {
        let positions = picture.elements("accused").flatMap { accused in
            PositionView.groups.flatMap { accused.elements($0.member) } + (accused["ownPosition"].map { [$0] } ?? [])
        }
        let counted = positions.flatMap { PositionView.shown($0) }
        let apart = ["possible", "unresolved"].flatMap { picture.elements($0) }.compactMap { $0["statement"]?.text }
        return counted + apart + picture.elements("inferred").flatMap { $0.elements("path") }.compactMap(\.text)
    }

    var lines: [String] {
        let accused = picture.elements("accused")
        let parts = accused.isEmpty ? [nobody] : accused.map(lines)
        return head + parts.flatMap { [""] + $0 } + ApartView(picture, names, layout).lines
    }

    private var head: [String] {
        let clocks = ClockOptions.text(said: picture["saidAsOf"]?.text, sequence: picture["sequence"]?.text)
        let incident = picture["incident"]
        return Prose(names.text(incident), .strong).lines(layout)
            + Prose("\(incident?.text ?? ""), \(clocks)", .faint).lines(layout)
            + Prose(AttributionWords.name(picture["status"]), .strong).lines(layout)
    }

    private var nobody: [String] { Prose("Nobody who is named is accused of it.").lines(layout) }

    private func lines(_ accused: JSONValue) -> [String] {
        let name = "\(names.text(accused["actor"])) – \(AttributionWords.name(accused["status"]))"
        let meaning = Prose(": \(AttributionWords.meaning(accused["status"]))")
        var lines = (Prose(name, .strong) + meaning).lines(layout, hanging: 2)
        for group in PositionView.groups {
            let positions = accused.elements(group.member)
            guard !positions.isEmpty else { continue }
            lines += Prose(group.heading).lines(layout, indent: 2)
            lines += positions.flatMap { PositionView($0, names, layout).lines }
        }
        if let own = accused["ownPosition"] { lines += ownLines(own, of: accused) }
        return lines
    }

    private func ownLines(_ position: JSONValue, of accused: JSONValue) -> [String] {
        let doubts = position["sign"]?.text == "SIGN_DISPUTES"
        let isItself = position["principal"] == accused["actor"]
        let who = isItself ? "the accused itself" : "the one that it belongs to"
        return Prose("\(doubts ? "disputed" : "said") by \(who)").lines(layout, indent: 2)
            + PositionView(position, names, layout).lines
    }
}
