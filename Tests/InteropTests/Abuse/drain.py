"""Ends a dossierd by SIGTERM while its clients are busy: drain.py PORT PID.

What was open is finished, to the last byte; what comes too late is left to another server.
"""

import os
import signal
import struct
import sys
import time

from cases import expect
from http2 import (
    ACK, BLOCK, DATA, END_HEADERS, END_STREAM, HEADERS, INITIAL_WINDOW_SIZE, NO_ERROR, PING, Connection, call, frame,
    message, window_update,
)  # fmt: skip
from server import Server
from windows import CHANGES, PAGE, lister, watcher

LAST = 0x7FFFFFFF


class Client(Connection):
    """It keeps the order of what ends a connection, and answers pings only when it is told to."""

    def __init__(self, port, *pairs, **options):
        self.said, self.asked = [], []
        super().__init__(port, *pairs, **options)

    def take_frame(self, kind, flags, stream, payload):
        super().take_frame(kind, flags, stream, payload)
        if kind == PING and not flags & ACK:
            self.said.append("ping")
            self.asked.append(payload)
        elif len(self.goaways) > self.said.count("goaway"):
            self.said.append("goaway")

    def answer_ping(self):
        self.read(lambda: self.asked, 5)
        self.send(frame(PING, ACK, 0, self.asked.pop()))


def main():
    port, pid = int(sys.argv[1]), int(sys.argv[2])
    with Server(port, pid) as server:
        server.ask("fill")
    busy, slow, watching, idle = (Client(port, (INITIAL_WINDOW_SIZE, window)) for window in (1 << 20, 0, 1 << 23, 0))
    busy.send(call(1))
    expect(busy.outcome(1), "grpc 0")
    # A request that is on its way,
    busy.send(frame(HEADERS, END_HEADERS, 3, BLOCK))
    # a page that nobody has read yet,
    slow.send(call(1, PAGE, lister()))
    slow.read(lambda: slow.reply(1).headers)
    # and a watch that has shown all there is.
    watching.send(call(1, CHANGES, watcher()))
    watching.read(lambda: watching.reply(1).data > 1 << 20)
    idle.read(lambda: False, 0.2)

    os.kill(pid, signal.SIGTERM)
    expect(watching.outcome(1), "grpc 14")
    begins_to_end(busy)
    begins_to_end(slow)
    # Before the second GOAWAY streams are still opened.
    busy.send(call(5))
    assert busy.outcome(5) in ("grpc 0", "grpc 14"), busy.outcome(5)
    busy.answer_ping()
    busy.read(lambda: len(busy.goaways) == 2)
    expect(busy.goaways, [(LAST, NO_ERROR, b""), (5, NO_ERROR, b"")])
    busy.send(call(7) + frame(DATA, END_STREAM, 3, message()))
    assert busy.outcome(3) in ("grpc 0", "grpc 14"), busy.outcome(3)
    expect(busy.ending(), "goaway 0")
    expect(busy.outcome(7, 0), "goaway 0")
    # It was given a moment for its first call, and one for the answer to the ping.
    expect(idle.ending(5), "goaway 0")
    expect([last for last, _, _ in idle.goaways], [LAST, 0])

    reads_slowly(slow)
    print(f"busy: {busy.reply(3).outcome}, {busy.reply(5).outcome}; slow: {slow.reply(1).data} bytes")


def begins_to_end(client):
    """The first GOAWAY takes every stream; then comes a ping, whose answer tells that it was seen."""
    client.read(lambda: client.asked)
    expect(client.said, ["goaway", "ping"])
    expect(client.goaways, [(LAST, NO_ERROR, b"")])


def reads_slowly(client):
    """Never answers the ping; takes 3 MiB in four seconds."""
    for _ in range(40):
        client.send(window_update(1, 80_000))
        time.sleep(0.1)
        client.read(lambda: True, 0)
    client.send(window_update(1, 1 << 20))
    expect(client.outcome(1), "grpc 0")
    assert client.reply(1).data > 2_700_000, client.reply(1).data
    expect(client.ending(), "goaway 0")
    expect([last for last, _, _ in client.goaways], [LAST, 1])


main()
