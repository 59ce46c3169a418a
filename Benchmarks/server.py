"""A dossierd to be measured, and what the system knows of a process."""
import glob, os, shutil, socket, subprocess, sys, time

import incidents, loads
from loads import ROOT

BUILD = os.path.join(ROOT, ".build", "release")


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def cpu_seconds(pid):
    """CPU time of a process, that of threads which have ended, too: its clock, whose number the system makes so of a
    process' (see clock_getcpuclockid(3))."""
    return time.clock_gettime(~pid << 3 | 2)


def memory(pid):
    """Resident bytes of a process that are its own: not of files."""
    with open(f"/proc/{pid}/status") as file:
        return next(int(line.split()[1]) << 10 for line in file if line.startswith("RssAnon"))


def pinned(core, command, **options):
    return subprocess.Popen(["taskset", "-c", str(core)] + command, **options)


def wait_for(port, process):
    """Waits until a process listens."""
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            if process.poll() is not None:
                break
            time.sleep(0.1)
    sys.exit(f"nobody listens on port {port}: {' '.join(process.args)}")


def reader(folder):
    """A file of identities that knows one reader. Returns the file and the token."""
    file = os.path.join(folder, "identities.yaml")
    token = subprocess.run([f"{BUILD}/dossierd", "token", "create", "--identities", file, "--subject", "bench", "--role",
                            "reader", "--clearance", "amber"], check=True, capture_output=True, text=True).stdout.strip()
    return file, token


class Dossier:
    """A server of the record in a folder, or at the address `store`, pinned to some cores; with a token, if it is to know
    its callers."""

    def __init__(self, folder, load, cores=0, options=(), token=None, environment=None, store=None):
        self.port = free_port()
        self.load_tool, self.token = load, token
        os.makedirs(folder, exist_ok=True)
        modules = os.path.join(folder, "modules")
        shutil.rmtree(modules, ignore_errors=True)
        os.makedirs(modules)
        for library in glob.glob(f"{BUILD}/libdossier-*.so"):
            os.symlink(library, os.path.join(modules, os.path.basename(library)))
        command = [f"{BUILD}/dossierd", "--listen", f"127.0.0.1:{self.port}", "--store",
                   store or f"sqlite:{folder}/record.db", "--modules", modules, *options]
        self.process = pinned(cores, command, stderr=subprocess.DEVNULL, env={**os.environ, **(environment or {})})
        wait_for(self.port, self.process)

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=60)

    def load(self, connections, depth, seconds, *kind):
        """Calls by ttrpc, see loads.ttrpc."""
        return loads.ttrpc(self.load_tool, self.port, connections, depth, seconds, *kind, token=self.token)

    def measure(self, connections, depth, seconds, *kind):
        """Server CPU per call in microseconds, calls a second, and latencies in microseconds."""
        before = cpu_seconds(self.process.pid)
        calls, *rest = self.load(connections, depth, seconds, *kind)
        return (cpu_seconds(self.process.pid) - before) / calls * 1e6, *rest

    def call(self, connections, depth, seconds, method, request):
        return self.measure(connections, depth, seconds, "call", method, request.hex())


def recorded(folder, load, records):
    """Records so many incidents in a folder. Returns them, encoded."""
    dossier = Dossier(folder, load, cores="0,1", options=["--no-sync"])
    try:
        incidents.build(dossier.port, records)
        return incidents.encoded(dossier.port)
    finally:
        dossier.stop()
