"""A dossierd to be measured, the tool that makes its load, and what the system knows of a process."""
import glob, os, shutil, socket, subprocess, sys, time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BUILD = os.path.join(ROOT, ".build", "release")


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def cpu_seconds(pid):
    """On-CPU time of every thread of a process, from /proc (nanoseconds; see proc(5))."""
    total = 0
    for path in glob.glob(f"/proc/{pid}/task/*/schedstat"):
        with open(path) as f:
            total += int(f.read().split()[0])
    return total / 1e9


def pinned(core, command, **options):
    return subprocess.Popen(["taskset", "-c", str(core)] + command, **options)


def wait_for(port):
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    sys.exit(f"nobody listens on port {port}")


def built_load(folder):
    """Compiles the load generator. Returns where it is."""
    load = os.path.join(folder, "load")
    subprocess.run(["cc", "-O2", "-o", load, os.path.join(ROOT, "Benchmarks", "load.c")], check=True)
    return load


class Dossier:
    """A server of the record in a folder, pinned to some cores."""

    def __init__(self, folder, load, cores=0, options=()):
        self.port = free_port()
        self.load_tool = load
        os.makedirs(folder, exist_ok=True)
        modules = os.path.join(folder, "modules")
        shutil.rmtree(modules, ignore_errors=True)
        os.makedirs(modules)
        for library in glob.glob(f"{BUILD}/libdossier-*.so"):
            os.symlink(library, os.path.join(modules, os.path.basename(library)))
        command = [f"{BUILD}/dossierd", "--listen", f"127.0.0.1:{self.port}", "--store", f"sqlite:{folder}/record.db",
                   "--modules", modules, *options]
        self.process = pinned(cores, command, stderr=subprocess.DEVNULL)
        wait_for(self.port)

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=60)

    def load(self, connections, depth, seconds, *kind):
        out = subprocess.run(["taskset", "-c", "1", self.load_tool, "127.0.0.1", str(self.port), str(connections),
                              str(depth), str(seconds), *kind], check=True, capture_output=True, text=True).stdout
        words = out.split()
        values = dict(zip(words[::2], map(float, words[1::2])))
        if values["errors"]:
            sys.exit(f"{values['errors']} of {values['calls']} calls failed")
        return values

    def measure(self, connections, depth, seconds, *kind):
        """Server CPU per call in microseconds, calls a second, and latencies in microseconds."""
        before = cpu_seconds(self.process.pid)
        values = self.load(connections, depth, seconds, *kind)
        cpu = cpu_seconds(self.process.pid) - before
        return cpu / values["calls"] * 1e6, values["rate"], values["p50_us"], values["p99_us"]

    def call(self, connections, depth, seconds, method, request):
        return self.measure(connections, depth, seconds, "call", method, request.hex())
