import DossierCore
import Glibc

// Does one thing on a call's way so many times, for Benchmarks/micro to count what that takes:
// MicroBenchmark CASE COUNT FOLDER

let arguments = CommandLine.arguments
guard arguments.count == 4, let found = Case(rawValue: arguments[1]), let count = Int(arguments[2]) else {
    let cases = Case.allCases.map(\.rawValue).joined(separator: ", ")
    print("usage: MicroBenchmark CASE COUNT FOLDER\nthe cases: \(cases)")
    exit(2)
}
try found.run(count, in: arguments[3])
