"""Peers of dossierd, each pinned to core 0 with the same encoded incidents: one that answers GetIncident, or Redis."""
import json, os, shutil, struct, subprocess

from loads import ROOT
from server import free_port, pinned, wait_for

PROTOS = ["dossier/v1/types.proto", "dossier/v1/incidents.proto", "google/rpc/status.proto"]
PEERS = os.path.join(ROOT, "Benchmarks", "peers")


def run(*command, **options):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, **options).stdout.strip()


def debian(package):
    return run("dpkg-query", "-W", "-f", "${Version}", package)


def grpc_cpp(folder):
    """gRPC C++, by Debian's packages. Returns the command that starts it, and its version."""
    program, source = os.path.join(folder, "grpc_cpp"), os.path.join(folder, "grpc_cpp_source")
    os.makedirs(source)
    run("protoc", f"-I{ROOT}/Protos", f"--cpp_out={source}", f"--grpc_out={source}",
        f"--plugin=protoc-gen-grpc={shutil.which('grpc_cpp_plugin')}", *PROTOS)
    sources = [os.path.join(source, proto.replace(".proto", ".pb.cc")) for proto in PROTOS]
    sources.append(os.path.join(source, "dossier/v1/incidents.grpc.pb.cc"))
    flags = run("pkg-config", "--cflags", "--libs", "grpc++", "protobuf").split()
    run("g++", "-O2", f"-I{source}", f"{PEERS}/grpc_cpp.cc", *sources, "-o", program, *flags)
    return [program], f"{run('pkg-config', '--modversion', 'grpc++')}, protobuf {run('pkg-config', '--modversion', 'protobuf')}"


def go(folder):
    """grpc-go and Go's ttrpc in one program, by Debian's packages, with the marshalling that gogofaster generates."""
    build = os.path.join(folder, "go")
    os.makedirs(f"{build}/src")
    packages = {f"google/protobuf/{name}.proto": "github.com/gogo/protobuf/types"
                for name in ["any", "timestamp", "field_mask"]}
    packages |= {proto: os.path.dirname(proto) for proto in PROTOS}
    options = ",".join(["plugins=grpc"] + [f"M{proto}={package}" for proto, package in packages.items()])
    # One run for each Go package.
    for protos in [PROTOS[:2], PROTOS[2:]]:
        run("protoc", f"-I{ROOT}/Protos", f"--gogofaster_out={options}:{build}/src", *protos)
    run("go", "build", "-o", f"{build}/peer", f"{PEERS}/peer.go",
        env={**os.environ, "GO111MODULE": "off", "GOFLAGS": "", "GOPATH": f"{build}:/usr/share/gocode"})
    return [f"{build}/peer"]


def grpc_go(folder):
    return [*go(os.path.join(folder, "grpc")), "grpc"], go_version("golang-google-grpc-dev")


def ttrpc_go(folder):
    return [*go(os.path.join(folder, "ttrpc")), "ttrpc"], go_version("golang-github-containerd-ttrpc-dev")


def go_version(package):
    return f"{debian(package)}, {run('go', 'version').split()[2]}"


def grpc_swift(folder):
    """grpc-swift-2, a package of its own that is built in .build/peers, to be quicker the next time."""
    package = os.path.join(ROOT, ".build", "peers", "swift")
    shutil.copytree(f"{PEERS}/swift", package, dirs_exist_ok=True, ignore=shutil.ignore_patterns(".build"))
    build = ["swift", "build", "--package-path", package, "-c", "release"]
    run(*build, "--product", "protoc-gen-swift")
    products = run(*build, "--show-bin-path")
    run("protoc", f"-I{ROOT}/Protos", f"--plugin={products}/protoc-gen-swift", f"--swift_out={package}/Sources/Peer", *PROTOS)
    run(*build, "--product", "Peer")
    with open(f"{package}/Package.resolved") as file:
        pins = {pin["identity"]: pin["state"]["version"] for pin in json.load(file)["pins"]}
    return [f"{products}/Peer"], ", ".join(f"{name} {version}" for name, version in pins.items() if "grpc" in name)


def start(command, incidents):
    """Starts a peer with these encoded incidents. Returns its process and port."""
    port = free_port()
    process = pinned(0, [*command, str(port)], stdin=subprocess.PIPE)
    with process.stdin as pipe:
        for incident in incidents:
            pipe.write(struct.pack(">I", len(incident)) + incident)
    wait_for(port, process)
    return process, port


REDIS_KEY = "incidents/i-"


def start_redis(folder, incidents):
    """Redis with these values, whose keys end in numbers of twelve digits, as redis-benchmark makes them."""
    port = free_port()
    process = pinned(0, ["redis-server", "--port", str(port), "--save", "", "--dir", folder], stdout=subprocess.DEVNULL)
    wait_for(port, process)
    parts = ([b"SET", f"{REDIS_KEY}{number:012}".encode(), incident] for number, incident in enumerate(incidents))
    commands = (b"*3\r\n" + b"".join(b"$%d\r\n%s\r\n" % (len(part), part) for part in three) for three in parts)
    subprocess.run(["redis-cli", "-p", str(port), "--pipe"], input=b"".join(commands), check=True, capture_output=True)
    return process, port
