import DossierCore
import DossierStore
import Foundation
import Synchronization

// Writes to a store for as long as it lives: StoreWriter PATH THREADS RUN [unsynced]
//
// Each transaction writes twins, a note and a topic of the same id and body, and counts in the thread's counter. When it
// is acknowledged, its id is written as a line.

let arguments = CommandLine.arguments
guard arguments.count >= 4, let threads = Int(arguments[2]) else {
    fatalError("usage: StoreWriter PATH THREADS RUN [unsynced]")
}
let run = arguments[3]
// A file at its size limit is an error like a full disk, not the end.
signal(SIGXFSZ, SIG_IGN)
var configuration = SQLiteStore.Configuration()
configuration.isSynchronous = arguments.last != "unsynced"
configuration.checkpointPages = 64
let store = try SQLiteStore(path: arguments[1], configuration: configuration)
try store.declare(["notes", "topics", "counters"].map(WriterScript.kind)) { _, _ in }

for thread in 0..<threads {
    Thread.detachNewThread {
        var number = 1
        while true {
            let script = WriterScript(run: run, thread: thread, number: number)
            let ended = DispatchSemaphore(value: 0)
            let succeeded = Atomic(false)
            let write = Write(author: "writer", body: script.write) { result in
                // One call, so that a line is whole or not there.
                var line = script.id
                if case .failure(let status) = result { line = "! \(status)" }
                if case .success = result { succeeded.store(true, ordering: .relaxed) }
                FileHandle.standardOutput.write(Data((line + "\n").utf8))
                ended.signal()
            }
            do { try store.write(write) } catch { fatalError("\(error)") }
            ended.wait()
            // What failed is tried again under the same number.
            if succeeded.load(ordering: .relaxed) { number += 1 } else { usleep(1_000) }
        }
    }
}
while true { sleep(1_000) }
