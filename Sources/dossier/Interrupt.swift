import Dispatch
import Glibc
import Synchronization

/// While it is there, Ctrl-C is the good end of a command that goes on until somebody ends it.
final class Interrupt {
    private final class LastWords: Sendable {
        let text = Mutex<String?>(nil)
    }

    private let source: any DispatchSourceSignal
    private let lastWords = LastWords()

    init() {
        signal(SIGINT, SIG_IGN)
        source = DispatchSource.makeSignalSource(signal: SIGINT)
        source.setEventHandler { [lastWords] in
            Output.standard.flush()
            if let text = lastWords.text.withLock({ $0 }) { Terminal.tell(text) }
            exit(ExitStatus.done.rawValue)
        }
        source.resume()
    }

    /// What is told at Ctrl-C; nil: nothing.
    func say(_ text: String?) { lastWords.text.withLock { $0 = text } }

    /// Ctrl-C means again what it means elsewhere.
    func end() {
        source.cancel()
        signal(SIGINT, SIG_DFL)
    }
}
