import Foundation

/// How much is tested: what is quick, or with DOSSIER_TEST_LONG=1 all of it.
package enum TestLength {
    /// Whether there is time.
    package static let isLong = ProcessInfo.processInfo.environment["DOSSIER_TEST_LONG"] == "1"
}
