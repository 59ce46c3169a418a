import Dispatch
import Glibc
import Synchronization

/// While it is there, Ctrl-C is the good end of a command that goes on until somebody ends it, or asks a command to stop.
final class Interrupt {
    private final class State: Sendable {
        let lastWords = Mutex<String?>(nil)
        let isAsked = Atomic<Bool>(false)
    }

    private let source: any DispatchSourceSignal
    private let state = State()

    /// Ctrl-C ends the process.
    convenience init() {
        self.init { state in
            Output.standard.flush()
            if let text = state.lastWords.withLock({ $0 }) { Terminal.tell(text) }
            exit(ExitStatus.done.rawValue)
        }
    }

    /// Ctrl-C asks the command to stop; again, it ends the process.
    convenience init(asking stop: @escaping @Sendable () -> Void) {
        self.init { state in
            if state.isAsked.exchange(true, ordering: .relaxed) { exit(ExitStatus.interrupted.rawValue) }
            stop()
        }
    }

    private init(_ handler: @escaping @Sendable (State) -> Void) {
        signal(SIGINT, SIG_IGN)
        source = DispatchSource.makeSignalSource(signal: SIGINT)
        source.setEventHandler { [state] in handler(state) }
        source.resume()
    }

    /// What is told at Ctrl-C; nil: nothing.
    func say(_ text: String?) { state.lastWords.withLock { $0 = text } }

    /// Ctrl-C means again what it means elsewhere.
    func end() {
        source.cancel()
        signal(SIGINT, SIG_DFL)
    }
}
