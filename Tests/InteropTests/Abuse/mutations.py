"""Chance: frames that were good before some of their bits were changed, and good frames in any order."""

import os
import random
import struct
import time

from cases import case, expect
from http2 import (
    ACK, CONTINUATION, DATA, END_HEADERS, END_STREAM, GET_STATUS, GOAWAY, HEADERS, INITIAL_WINDOW_SIZE, PADDED, PING,
    PREFACE, PRIORITY, RST_STREAM, SETTINGS, WINDOW_UPDATE, call, frame, literal, message, request_headers, reset,
    settings, window_update,
)  # fmt: skip
from windows import CHANGES, PAGE, lister, watcher

SEED = int(os.environ.get("DOSSIER_TEST_SEED", random.SystemRandom().getrandbits(32)))
# How long each case goes on, seconds, and how many connections it makes at most.
DURATION, CONNECTIONS = 5, 10_000
LONG = os.environ.get("DOSSIER_TEST_LONG") == "1"

PATHS = [
    GET_STATUS, "/dossier.v1.Incidents/ListIncidents", "/dossier.v1.Incidents/WatchIncidents",
    "/dossier.v1.Incidents/ImportIncidents", "/dossier.v1.Incidents/GetIncident", "/no/Method",
    "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo",
]  # fmt: skip


def good_frames(chance, stream):
    """A frame or some, as a client may send them, on this stream or none."""
    block = literal(request_headers(chance.choice(PATHS), *chance.choice([[], [("grpc-timeout", "50m")], [("x", "y")]])))
    body = chance.choice([message(), PAGE, CHANGES, message(chance.randbytes(30)), message()[:3], b"", chance.randbytes(50)])
    ends = chance.choice([0, END_STREAM])
    return chance.choice([
        frame(HEADERS, END_HEADERS | ends, stream, block),
        frame(HEADERS, END_HEADERS, stream, block) + frame(DATA, ends, stream, body),
        frame(HEADERS, 0, stream, block[:30]) + frame(CONTINUATION, END_HEADERS, stream, block[30:]),
        frame(HEADERS, END_HEADERS | PADDED, stream, b"\x03" + block + bytes(3)),
        frame(DATA, ends, stream, body),
        frame(DATA, ends | PADDED, stream, b"\x05" + body + bytes(5)),
        frame(RST_STREAM, 0, stream, struct.pack("!I", chance.randrange(14))),
        frame(PRIORITY, 0, stream, struct.pack("!IB", 0, 7)),
        settings((chance.randrange(1, 7), chance.choice([0, 1, 100, 16_384, 65_535]))),
        frame(SETTINGS, ACK),
        frame(PING, 0, 0, chance.randbytes(8)),
        window_update(chance.choice([0, stream]), chance.randrange(1, 100_000)),
        frame(GOAWAY, 0, 0, struct.pack("!II", 0, 0)),
        frame(chance.randrange(10, 256), 0, stream, chance.randbytes(20)),
    ])  # fmt: skip


def mutate(chance, data):
    """Some bits are turned, some bytes repeated, removed or put in."""
    data = bytearray(data)
    for _ in range(chance.choice([1, 1, 1, 2, 5, 20])):
        at = chance.randrange(len(data))
        match chance.randrange(5):
            case 0 | 1:
                data[at] ^= 1 << chance.randrange(8)
            case 2:
                data[at] = chance.choice([0, 1, 0x7F, 0x80, 0xFF])
            case 3:
                del data[at : at + chance.randrange(1, 10)]
            case 4:
                data[at:at] = chance.randbytes(chance.randrange(1, 10))
        if not data:
            break
    return bytes(data)


def storm(server, conversation):
    """Connections with chance's words until the time is over; then an ordinary one."""
    due, count = time.monotonic() + DURATION * (10 if LONG else 1), 0
    try:
        while time.monotonic() < due and count < CONNECTIONS * (10 if LONG else 1):
            chance = random.Random(SEED + count)
            count += 1
            with server.connect(greets=False) as connection:
                connection.send(conversation(chance))
                # Some are read to their end, most are left.
                if chance.random() < 0.05:
                    connection.read(lambda: False, 0.05)
        with server.connect() as connection:
            connection.send(call(1))
            expect(connection.outcome(1), "grpc 0")
    except Exception as error:
        raise AssertionError(f"DOSSIER_TEST_SEED={SEED}, connection {count}") from error
    return f"{count} connections, DOSSIER_TEST_SEED={SEED}"


def in_any_order(chance):
    """Frames of HTTP/2, each good by itself."""
    begin = PREFACE + settings((INITIAL_WINDOW_SIZE, chance.choice([0, 10, 65_535, 1 << 20])))
    streams = [1]
    sent = []
    for _ in range(chance.randrange(1, 60)):
        if chance.random() < 0.4:
            streams.append(streams[-1] + 2 * chance.randrange(1, 3))
        sent.append(good_frames(chance, chance.choice([streams[-1], streams[-1], chance.choice(streams)])))
    return begin + b"".join(sent)


def mutated(chance):
    """Good conversations, changed somewhere: sometimes in the preface, mostly behind it."""
    calls = [call(1), call(3, PAGE, lister()), call(5, CHANGES, watcher()), good_frames(chance, 7), good_frames(chance, 9)]
    chance.shuffle(calls)
    rest = settings((INITIAL_WINDOW_SIZE, 70_000)) + window_update(0, 1 << 20) + b"".join(calls)
    if chance.random() < 0.1:
        return mutate(chance, PREFACE + rest)
    return PREFACE + mutate(chance, rest)


@case(seconds=120, grown=96 << 20, peak=192 << 20)
def mutated_frames(server):
    return storm(server, mutated)


@case(seconds=120, grown=96 << 20, peak=192 << 20)
def good_frames_in_any_order(server):
    return storm(server, in_any_order)
