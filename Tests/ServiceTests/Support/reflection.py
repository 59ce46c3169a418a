"""Reads files that a server's reflection handed out, with Python's protobuf.

reflection.py methods FOLDER   prints every method of the FileDescriptorProtos FOLDER/*.pb, sorted
reflection.py unknown FOLDER   prints those lines of FOLDER/symbols that name nothing in them
"""

import pathlib
import sys

from google.protobuf import descriptor_pb2, descriptor_pool


def read(folder):
    """The files by name."""
    protos = [descriptor_pb2.FileDescriptorProto.FromString(path.read_bytes()) for path in folder.glob("*.pb")]
    return {proto.name: proto for proto in protos}


def fill(pool, protos, name, done):
    """Adds a file after what it imports."""
    if name in done:
        return
    done.add(name)
    for dependency in protos[name].dependency:
        fill(pool, protos, dependency, done)
    pool.Add(protos[name])


def methods(pool, protos):
    for name in protos:
        for service in pool.FindFileByName(name).services_by_name.values():
            for method in service.methods:
                streams = f"{int(method.client_streaming)} {int(method.server_streaming)}"
                yield f"{method.full_name} {method.input_type.full_name} {method.output_type.full_name} {streams}"


def is_known(pool, symbol):
    # The first does not look for methods.
    for find in pool.FindFileContainingSymbol, pool.FindMethodByName:
        try:
            find(symbol)
            return True
        except KeyError:
            pass
    return False


def main():
    command, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    protos = read(folder)
    pool, done = descriptor_pool.DescriptorPool(), set()
    for name in protos:
        fill(pool, protos, name, done)
    if command == "methods":
        print("\n".join(sorted(methods(pool, protos))))
    else:
        symbols = (folder / "symbols").read_text().split()
        print("\n".join(symbol for symbol in symbols if not is_known(pool, symbol)))


main()
