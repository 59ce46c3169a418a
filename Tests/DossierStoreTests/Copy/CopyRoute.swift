import Testing
import TestSupport

/// From which engine to which, and on to which.
enum CopyRoute: String, CaseIterable, CustomTestStringConvertible {
    case fileToFile
    case fileToDatabase
    case databaseToFile

    /// Of tests that take long.
    static let chosen = TestLength.isLong ? allCases : [.fileToDatabase]

    var testDescription: String { rawValue }

    func source() throws -> CopyPlace { self == .databaseToFile ? try .database() : .file() }

    func target() throws -> CopyPlace { self == .fileToDatabase ? try .database() : .file() }
}
