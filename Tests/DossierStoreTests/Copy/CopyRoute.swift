import Testing
import TestSupport

/// From which engine to which, and on to which.
enum CopyRoute: String, CaseIterable, CustomTestStringConvertible {
    case fileToFile
    case fileToDatabase
    case databaseToFile
    case databaseToDatabase

    /// Else it is of a file.
    var isFromDatabase: Bool { self == .databaseToFile || self == .databaseToDatabase }

    /// Else it is a file.
    var isToDatabase: Bool { self == .fileToDatabase || self == .databaseToDatabase }

    /// Of tests that take long.
    static let chosen = TestLength.isLong ? allCases : [.fileToDatabase]

    var testDescription: String { rawValue }

    func source() throws -> CopyPlace { isFromDatabase ? try .database() : .file() }

    func target() throws -> CopyPlace { isToDatabase ? try .database() : .file() }
}
