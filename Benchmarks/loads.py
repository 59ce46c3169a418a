"""What calls the servers that are measured, one tool for each protocol, from core 1. Each returns how many calls it made,
calls a second, and latencies in microseconds, p50 and p99."""
import csv, os, re, struct, subprocess, sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def output(*command, **options):
    return subprocess.run(["taskset", "-c", "1", *map(str, command)], check=True, capture_output=True, text=True,
                          **options).stdout


def built(folder):
    """Compiles the load generator of ttrpc. Returns where it is."""
    load = os.path.join(folder, "load")
    subprocess.run(["cc", "-O2", "-o", load, os.path.join(ROOT, "Benchmarks", "load.c")], check=True)
    return load


def ttrpc(tool, port, connections, depth, seconds, *kind, token=None):
    """Calls as load.c says, for so many seconds."""
    environment = {**os.environ, **({"DOSSIER_TOKEN": token} if token else {})}
    words = output(tool, "127.0.0.1", port, connections, depth, seconds, *kind, env=environment).split()
    values = dict(zip(words[::2], map(float, words[1::2])))
    if values["errors"]:
        sys.exit(f"{values['errors']:.0f} of {values['calls']:.0f} calls failed")
    return values["calls"], values["rate"], values["p50_us"], values["p99_us"]


def h2load(folder, port, connections, depth, calls, method, request, reply_size, token=None):
    """Makes so many calls of a method by gRPC, whose replies have that size."""
    body, log = os.path.join(folder, "body"), os.path.join(folder, "h2load.log")
    with open(body, "wb") as f:
        f.write(struct.pack(">BI", 0, len(request)) + request)
    if os.path.exists(log):
        os.unlink(log)
    headers = ["-H", "content-type: application/grpc", "-H", "te: trailers"]
    headers += ["-H", f"authorization: Bearer {token}"] if token else []
    out = output("h2load", "-n", calls, "-c", connections, "-m", depth, "-t", "1", f"--log-file={log}", *headers,
                 "-d", body, f"http://127.0.0.1:{port}/{method}")
    # It counts HTTP's status alone: that the replies came is told by their bytes, each behind five of its own.
    replies = int(re.search(r"\((\d+)\) data", out)[1])
    if int(re.search(r"(\d+) succeeded", out)[1]) != calls or replies != calls * (5 + reply_size):
        sys.exit(f"calls failed, or {replies} bytes are not those of {calls} replies:\n{out}")
    with open(log) as f:
        latencies = sorted(int(line.split()[2]) for line in f)
    rate = float(re.search(r"([\d.]+) req/s", out)[1])
    return calls, rate, latencies[len(latencies) // 2], latencies[len(latencies) * 99 // 100]


def redis(port, connections, depth, calls, keys, *command):
    """Makes so many calls of a command in which __rand_int__ stands for a number below that of the keys."""
    out = output("redis-benchmark", "-p", port, "-c", connections, "-P", depth, "-n", calls, "-r", keys, "--csv", *command)
    row = dict(zip(*csv.reader(out.strip().splitlines()[-2:])))
    return calls, float(row["rps"]), *(float(row[f"{share}_latency_ms"]) * 1000 for share in ("p50", "p99"))
