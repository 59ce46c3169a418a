import Foundation

/// The processors of this machine, as far as this process is concerned.
enum Processors {
    /// How many it may run on: more threads than that only take turns. At least 1.
    static var available: Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        // A mask in hexadecimal digits, with commas between words: proc(5).
        guard let mask = status.firstMatch(of: /Cpus_allowed:\s*([0-9a-f,]+)/)?.1 else { return 1 }
        return max(1, mask.reduce(0) { $0 + ($1.hexDigitValue?.nonzeroBitCount ?? 0) })
    }
}
