"""gRPC C++ as a peer of dossierd's gRPC door, and h2load, which loads both."""
import os, re, struct, subprocess, sys

from server import ROOT, free_port, pinned, wait_for

PROTOS = ["dossier/v1/types.proto", "dossier/v1/incidents.proto", "google/rpc/status.proto"]


def built(folder):
    """Generates and compiles the peer, with Debian's gRPC. Returns where it is."""
    program = os.path.join(folder, "grpc_cpp")
    source = os.path.join(folder, "grpc_cpp_source")
    os.makedirs(source)
    plugin = subprocess.check_output(["which", "grpc_cpp_plugin"], text=True).strip()
    subprocess.run(["protoc", f"-I{ROOT}/Protos", f"--cpp_out={source}", f"--grpc_out={source}",
                    f"--plugin=protoc-gen-grpc={plugin}", *PROTOS], check=True)
    sources = [os.path.join(source, proto.replace(".proto", ".pb.cc")) for proto in PROTOS]
    sources.append(os.path.join(source, "dossier/v1/incidents.grpc.pb.cc"))
    flags = subprocess.check_output(["pkg-config", "--cflags", "--libs", "grpc++", "protobuf"], text=True).split()
    subprocess.run(["g++", "-O2", f"-I{source}", f"{ROOT}/Benchmarks/peers/grpc_cpp.cc", *sources, "-o", program, *flags],
                   check=True)
    return program


def h2load(folder, port, connections, depth, calls, method, request):
    """Makes so many calls from core 1. Returns calls a second and latencies in microseconds, p50 and p99."""
    body, log = os.path.join(folder, "body"), os.path.join(folder, "h2load.log")
    with open(body, "wb") as f:
        f.write(struct.pack(">BI", 0, len(request)) + request)
    if os.path.exists(log):
        os.unlink(log)
    out = subprocess.run(["taskset", "-c", "1", "h2load", "-n", str(calls), "-c", str(connections), "-m", str(depth),
                          "-t", "1", f"--log-file={log}", "-H", "content-type: application/grpc", "-H", "te: trailers",
                          "-d", body, f"http://127.0.0.1:{port}/{method}"],
                         check=True, capture_output=True, text=True).stdout
    # It counts HTTP's status alone: that replies came is told by their bytes.
    replies = int(re.search(r"\((\d+)\) data", out)[1])
    if int(re.search(r"(\d+) succeeded", out)[1]) != calls or replies < 100 * calls:
        sys.exit(f"calls failed:\n{out}")
    with open(log) as f:
        latencies = sorted(int(line.split()[2]) for line in f)
    rate = float(re.search(r"([\d.]+) req/s", out)[1])
    return rate, latencies[len(latencies) // 2], latencies[len(latencies) * 99 // 100]


def process_seconds(pid):
    """CPU time of a process in ticks of 10 ms, from /proc: that of threads which have ended, too, of which gRPC's C++ has
    many (see proc(5))."""
    with open(f"/proc/{pid}/stat") as f:
        fields = f.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class GRPCServer:
    """A server that h2load can call."""

    def __init__(self, folder, process, port):
        self.folder, self.process, self.port = folder, process, port

    def measure(self, connections, depth, calls, method, request):
        """Server CPU per call in microseconds, calls a second, and latencies in microseconds."""
        before = process_seconds(self.process.pid)
        rest = h2load(self.folder, self.port, connections, depth, calls, method, request)
        return ((process_seconds(self.process.pid) - before) / calls * 1e6, *rest)


def start(folder, incidents):
    """The peer, pinned to core 0, with these encoded incidents."""
    port = free_port()
    process = pinned(0, [built(folder), str(port)], stdin=subprocess.PIPE)
    with process.stdin as pipe:
        for incident in incidents:
            pipe.write(struct.pack(">I", len(incident)) + incident)
    wait_for(port)
    return GRPCServer(folder, process, port)
