import ArgumentParser
import DossierCore
import Logging

/// How a line of the log is written.
enum LogFormat: String, CaseIterable, ExpressibleByArgument {
    /// `time=.. level=notice msg=serving`; quoted, as JSON is, what has more than letters.
    case logfmt
    /// One object.
    case json

    /// What stands in the place of lines that were dropped.
    func line(ofDropped count: Int) -> [UInt8] {
        var line = LogLine(self)
        line.begin(.warning, "lines of the log were dropped", source: "dossierd")
        line.add("dropped", .stringConvertible(count))
        return line.end()
    }
}
