import DossierHost

/// The time of a slow call, drawn as long as it took, each phase in its colour. The numbers are told beside it.
struct PhaseBar {
    /// Of the drawing's own units, which are stretched to the room that there is.
    private static let width: Int64 = 1_000

    let call: SlowCall
    /// What takes the whole width, nanoseconds.
    let longest: Int64

    var html: HTML {
        var start: Int64 = 0
        var parts: [HTML] = []
        for (name, nanoseconds) in phases {
            let (from, to) = (place(start), place(start + nanoseconds))
            start += nanoseconds
            if to > from {
                parts.append("<rect class=\"\(name)\" x=\"\(from)\" width=\"\(to - from)\" height=\"10\"/>")
            }
        }
        return """
            <svg viewBox="0 0 \(Self.width) 10" preserveAspectRatio="none" aria-hidden="true">\(parts)</svg>
            """
    }

    private var phases: [(String, Int64)] {
        guard let phases = call.phases else { return [("whole", call.nanoseconds)] }
        return Phase.allCases.map { ($0.rawValue, $0.nanoseconds(of: phases)) }
    }

    private func place(_ nanoseconds: Int64) -> Int64 {
        Int64(Double(Self.width) * min(1, Double(nanoseconds) / Double(max(1, longest))))
    }
}
