import Foundation
import Synchronization

/// The shell that starts, signals and ends the processes of one PostgreSQL cluster, below a folder that it removes at last.
///
/// It ends with this process, whatever ends that: its standard input is a pipe whose other end only this process holds.
final class PostgresKeeper: Sendable {
    private let pipes: Mutex<(orders: FileHandle, replies: FileHandle)>
    private let log: URL

    /// - Parameters:
    ///   - folder: the cluster is made in `data` below it, its log is `log`. Exists, and is the own of `user`.
    ///   - user: who runs the processes; nil: who runs this one.
    ///   - port: where the server will listen.
    init(_ folder: URL, as user: String?, port: UInt16) throws {
        let process = Process()
        let orders = Pipe()
        let replies = Pipe()
        let become = user.map { ["setpriv", "--reuid=\($0)", "--regid=\($0)", "--clear-groups"] } ?? []
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        // A session of its own: an interrupt typed into the terminal is for the tests.
        process.arguments =
            ["setsid", "sh", "-c", "\"$@\"; rm -rf \"$0\"", folder.path] + become
            + ["sh", "-c", Self.script, "keeper", folder.path]
        process.environment = [
            "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C", "PGHOST": folder.path, "PGPORT": "\(port)",
        ]
        process.standardInput = orders
        process.standardOutput = replies
        process.standardError = FileHandle.nullDevice
        log = folder.appending(path: "log")
        pipes = Mutex((orders.fileHandleForWriting, replies.fileHandleForReading))
        try process.run()
    }

    /// Waits until all of it is gone.
    deinit {
        pipes.withLock { pipes in
            try? pipes.orders.close()
            _ = try? pipes.replies.readToEnd()
        }
    }

    /// Has it do one thing, and waits for the end of that.
    /// - Parameter order: `start`, `INT`, `QUIT`, `KILL`, `STOP`, `CONT`, or a command whose words need no quotes.
    func order(_ order: String) throws {
        let reply = try pipes.withLock { pipes in
            try pipes.orders.write(contentsOf: Data("\(order)\n".utf8))
            // Each order has one short reply, which comes whole.
            return String(decoding: pipes.replies.availableData, as: UTF8.self)
        }
        guard reply == "0\n" else {
            let log = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
            throw PostgresServer.Failure(description: "\(order) ended with \(reply): \(log.suffix(2_000))")
        }
    }

    /// All processes of a cluster, and no others, have its data as their working folder. Those that are told to stop, or
    /// to end, are told again, since one may have been born meanwhile.
    private static let script = """
        cd "$1" || exit
        PATH=$(pg_config --bindir):$PATH
        trap '' PIPE
        signal() {
            found=1
            for process in /proc/[0-9]*; do
                [ "$process/cwd" -ef data ] && kill "-$1" "${process#/proc/}" && found=0
            done
            return $found
        }
        lives() { [ -e "/proc/$server/cwd" ]; }
        end() {
            ipcrm -m "$(sed -n '7s/.* //p' data/postmaster.pid)"
            while signal KILL; do sleep 0.01; done
            wait
        }
        while read -r order; do
            case $order in
                start)
                    postgres -D data </dev/null >>log 2>&1 &
                    server=$!
                    while lives && ! pg_isready -q; do sleep 0.01; done
                    lives
                    ;;
                INT | QUIT) kill "-$order" "$server" && wait "$server" ;;
                KILL) end ;;
                STOP | CONT) signal "$order" && signal "$order" ;;
                *) $order </dev/null >>log 2>&1 ;;
            esac
            echo $?
        done
        end
        """
}
