import Dispatch
import Glibc

/// Makes Ctrl-C the good end of a command that goes on until somebody ends it.
final class Interrupt {
    private let source: any DispatchSourceSignal

    init() {
        signal(SIGINT, SIG_IGN)
        source = DispatchSource.makeSignalSource(signal: SIGINT)
        source.setEventHandler {
            Output.standard.flush()
            exit(ExitStatus.done.rawValue)
        }
        source.resume()
    }

    /// Ctrl-C means again what it means elsewhere.
    func end() {
        source.cancel()
        signal(SIGINT, SIG_DFL)
    }
}
