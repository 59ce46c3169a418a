import DossierCore
import DossierStore
import Foundation

// Writes to a store for as long as it lives: StoreWriter PATH THREADS RUN [unsynced]
//
// Each transaction writes twins, a note and a topic of the same id and body, and counts in the thread's counter. When it
// is acknowledged, its id is written as a line.

let arguments = CommandLine.arguments
guard arguments.count >= 4, let threads = Int(arguments[2]) else {
    fatalError("usage: StoreWriter PATH THREADS RUN [unsynced]")
}
let run = arguments[3]
var configuration = SQLiteStore.Configuration()
configuration.isSynchronous = arguments.last != "unsynced"
configuration.checkpointPages = 64
let store = try SQLiteStore(path: arguments[1], configuration: configuration)
try store.declare(["notes", "topics", "counters"].map(WriterScript.kind)) { _, _ in }

for thread in 0..<threads {
    Thread.detachNewThread {
        for number in 1...Int.max {
            let script = WriterScript(run: run, thread: thread, number: number)
            let ended = DispatchSemaphore(value: 0)
            let write = Write(author: "writer", body: script.write) { result in
                // One call, so that a line is whole or not there.
                var line = script.id
                if case .failure(let status) = result { line = "! \(status)" }
                FileHandle.standardOutput.write(Data((line + "\n").utf8))
                ended.signal()
            }
            do { try store.write(write) } catch { fatalError("\(error)") }
            ended.wait()
        }
    }
}
while true { sleep(1_000) }
