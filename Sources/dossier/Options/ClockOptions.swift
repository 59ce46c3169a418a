import ArgumentParser
import DossierClient
import DossierFormats

/// The clocks of a derived view: what had been said, and what had been recorded.
struct ClockOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Only what had been said by then: \(MomentNotation.allowedTimes).", valueName: "time"))
    var saidAsOf: SaidTime?
    @OptionGroup var record: RecordClock

    var clocks: Clocks { Clocks(saidAsOf: saidAsOf?.time, recordedAsOf: record.recordedAsOf) }

    /// "said by 10 September 2022, as recorded at 12".
    /// - Parameters:
    ///   - said: in RFC 3339; nil: all that was said.
    ///   - sequence: the moment that a reply shows.
    static func text(said: String?, sequence: String?) -> String {
        let said = said.map { "said by \(CalendarText.end($0))" } ?? "whenever it was said"
        return "\(said), as recorded at \(sequence ?? "0")"
    }
}

/// The clock of the record alone.
struct RecordClock: ParsableArguments {
    @Option(
        name: [.customLong("recorded-as-of"), .customLong("as-of")],
        help: ArgumentHelp("The record as it stood then: \(MomentNotation.allowed).", valueName: "moment")
    )
    var recordedAsOf: RecordMoment?
}

/// A time on the command line, as RFC 3339; spans mean their last instant.
struct SaidTime: ExpressibleByArgument {
    let time: String

    init?(argument: String) {
        guard let time = MomentNotation.time(argument) else { return nil }
        self.time = time
    }
}
