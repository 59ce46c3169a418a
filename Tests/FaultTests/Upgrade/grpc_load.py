"""Calls a server by gRPC until a file is there: grpc_load.py PORT FILE PROGRESS.

No call is tried again, but those that gRPC has not sent when it hears of the server's end: these it makes elsewhere. Some
threads have a channel each for all their calls, one has a new channel for each call and retries nothing at all, and one
writes. PROGRESS gets a line for each server that has answered. Prints what
came of it, in JSON.
"""
import itertools, json, os, sys, threading

import grpc

port, end, progress = sys.argv[1:]
OWN_CONNECTION = [("grpc.use_local_subchannel_pool", 1)]
answered, servers, failures, lock = itertools.count(), set(), [], threading.Lock()


def fields(message):
    """The top-level fields of an encoded message that has only numbers and lengths."""
    def varint():
        nonlocal message
        value = shift = 0
        while True:
            byte, message = message[0], message[1:]
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value
    while message:
        key = varint()
        value = varint()
        if key & 7 == 2:
            value, message = message[:value], message[value:]
        yield key >> 3, value


def create(number):
    """A CreateIncidentRequest: an incident with a title (20), and its id (2)."""
    title, name = b"From gRPC", b"grpc-%d" % number
    incident = b"\xa2\x01" + bytes([len(title)]) + title
    return b"\x0a" + bytes([len(incident)]) + incident + b"\x12" + bytes([len(name)]) + name


def call(channel, method, request=b""):
    try:
        reply = channel.unary_unary(f"/dossier.v1.{method}")(request, timeout=60)
        next(answered)
        return reply
    except grpc.RpcError as error:
        failures.append(f"{method}: {error.code().name} {error.details()}")


def note(server):
    with lock:
        if server not in servers:
            servers.add(server)
            with open(progress, "a") as file:
                print(server.hex(), file=file)


def channel(*options):
    return grpc.insecure_channel(f"127.0.0.1:{port}", options=OWN_CONNECTION + list(options))


def read_on_one_channel():
    with channel() as own:
        while not os.path.exists(end):
            if reply := call(own, "Server/GetStatus"):
                note(dict(fields(reply))[5])


def read_on_many_channels():
    while not os.path.exists(end):
        with channel(("grpc.enable_retries", 0)) as own:
            call(own, "Incidents/ListIncidents")


def write():
    with channel() as own:
        for number in itertools.count():
            if os.path.exists(end):
                return
            call(own, "Incidents/CreateIncident", create(number))


threads = [threading.Thread(target=target) for target in [read_on_one_channel] * 2 + [read_on_many_channels, write]]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(json.dumps({"answered": next(answered), "failures": "\n".join(failures[:20])}))
