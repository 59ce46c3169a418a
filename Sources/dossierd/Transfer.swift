import ArgumentParser
import DossierCore
import DossierStore

/// A copy of a whole record from one place to another: backup, restore and migrate are this, each with its own words.
struct Transfer {
    let from: StoreLocation
    let to: StoreLocation
    let beginning: RecordCopy.Beginning

    /// Copies, shows how far it is, and ends with the last transaction and its hash.
    func run() throws {
        let progress = ProgressLine()
        do throws(Status) {
            let verified = try copy { progress.show(Self.text(of: $0)) }
            progress.end()
            print("\(to): everything is as it was written in \(from)")
            print("what records are found by is made when dossierd first serves it")
            print("last transaction: \(NotedHash(sequence: verified.moment.sequence, hash: verified.hash))")
        } catch {
            progress.end()
            StandardError.line(error.message)
            throw ExitCode.failure
        }
    }

    private func copy(_ progress: (RecordCopy.Progress) -> Void) throws(Status) -> RecordHead {
        let source = try opened(from) { (place) throws(Status) in try place.source() }
        let target = try opened(to) { (place) throws(Status) in try place.target() }
        return try RecordCopy(from: source, to: target).run(beginning, progress)
    }

    private func opened<End>(
        _ place: StoreLocation,
        _ open: (StoreLocation) throws(Status) -> End
    ) throws(Status) -> End {
        do throws(Status) {
            return try open(place)
        } catch {
            throw Status(error.code, "\(place): \(error.message)")
        }
    }

    private static func text(of progress: RecordCopy.Progress) -> String {
        switch progress {
        case .copied(let table, let done, let all): "\(table): \(done) of \(all) copied"
        case .verified(let done, let all): "\(done) of \(all) transactions verified"
        }
    }
}
