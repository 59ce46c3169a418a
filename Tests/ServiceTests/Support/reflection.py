"""Reads files that a server's reflection handed out, with Python's protobuf.

reflection.py methods FOLDER   prints every method of the FileDescriptorProtos FOLDER/*.pb, sorted
reflection.py unknown FOLDER   prints those lines of FOLDER/symbols that name nothing in them
reflection.py foreign FOLDER   prints where gRPC's own services differ in them from what gRPC's packages bring
"""

import pathlib
import sys

from google.protobuf import descriptor_pb2, descriptor_pool
from grpc_health.v1 import health_pb2
from grpc_reflection.v1alpha import reflection_pb2

# v1 is v1alpha under another name.
FOREIGN = {
    "grpc/health/v1/health.proto": health_pb2,
    "grpc/reflection/v1/reflection.proto": reflection_pb2,
    "grpc/reflection/v1alpha/reflection.proto": reflection_pb2,
}


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


def message_parts(message, package):
    """A line for each field, and each value of the enums in it, but for the package."""
    for field in message.field:
        oneof = message.oneof_decl[field.oneof_index].name if field.HasField("oneof_index") else ""
        kind = f"{field.type} {field.type_name.removeprefix(f'.{package}.')}"
        yield f"{message.name}.{field.name} {field.number} {field.label} {kind} {oneof}"
    for enum in message.enum_type:
        for value in enum.value:
            yield f"{message.name}.{enum.name}.{value.name} {value.number}"


def method_part(service, method, package):
    types = [name.removeprefix(f".{package}.") for name in (method.input_type, method.output_type)]
    return f"{service.name}.{method.name} {types} {method.client_streaming} {method.server_streaming}"


def parts(proto, messages):
    """What the file says of these messages, and its methods."""
    of_messages = {part for m in proto.message_type if m.name in messages for part in message_parts(m, proto.package)}
    return of_messages, {method_part(s, m, proto.package) for s in proto.service for m in s.method}


def differences(ours, theirs):
    """Of the messages that are ours, and of our methods: they may have more of either."""
    names = {message.name for message in ours.message_type}
    (our_messages, our_methods), (their_messages, their_methods) = parts(ours, names), parts(theirs, names)
    return sorted(our_messages ^ their_messages | our_methods - their_methods)


def foreign(protos):
    for name, package in FOREIGN.items():
        theirs = descriptor_pb2.FileDescriptorProto.FromString(package.DESCRIPTOR.serialized_pb)
        for difference in differences(protos[name], theirs):
            yield f"{name}: {difference}"


def main():
    command, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    protos = read(folder)
    pool, done = descriptor_pool.DescriptorPool(), set()
    for name in protos:
        fill(pool, protos, name, done)
    if command == "methods":
        print("\n".join(sorted(methods(pool, protos))))
    elif command == "foreign":
        print("\n".join(foreign(protos)))
    else:
        symbols = (folder / "symbols").read_text().split()
        print("\n".join(symbol for symbol in symbols if not is_known(pool, symbol)))


main()
