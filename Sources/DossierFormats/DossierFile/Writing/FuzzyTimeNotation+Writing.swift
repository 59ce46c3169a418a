import DossierCore
import DossierWire

extension FuzzyTimeNotation {
    /// The word for a FuzzyTime without words of its own; nil when there is none.
    /// - Parameter time: as the server writes it.
    static func word(of time: JSONValue) -> String? {
        let (earliest, latest) = (time["earliest"]?.text, time["latest"]?.text)
        let precision = time["precision"]?.text
        let from = earliest.flatMap { CalendarTime.word($0, \.earliest) } ?? ".."
        let to = latest.flatMap { CalendarTime.word($0, \.latest) } ?? ".."
        let candidates = [earliest.map { CalendarTime.words($0) } ?? [], ["\(from)/\(to)"]].joined()
        return candidates.first { candidate in
            guard let notation = FuzzyTimeNotation(candidate) else { return false }
            return notation.earliest == earliest && notation.latest == latest && notation.precision == precision
        }
    }
}

extension CalendarTime {
    /// The shortest way to write a time whose bound is this instant; nil when it is none of a whole second.
    static func word(_ instant: String, _ bound: KeyPath<CalendarTime, String>) -> String? {
        words(instant).first { CalendarTime($0)?[keyPath: bound] == instant }
    }

    /// The year, month, day, hour, minute and second that an instant lies in.
    static func words(_ instant: String) -> [String] {
        [4, 7, 10, 13, 16, 19].map { count in
            let part = instant.prefix(count)
            return count > 10 ? "\(part)Z" : "\(part)"
        }
    }

    /// An instant as a bound that is no whole second's: with a fraction.
    static func exact(_ instant: String) -> String {
        instant.contains(".") ? instant : instant.replacing("Z", with: ".000Z")
    }
}
