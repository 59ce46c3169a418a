"""Many connections, and connections that come and go."""

import socket
import struct
import threading
import time

from cases import MIB, case, expect
from http2 import (
    BLOCK, CONTINUATION, DATA, END_HEADERS, HEADERS, INITIAL_WINDOW_SIZE, PREFACE, call, frame, message, settings,
)  # fmt: skip
from windows import CHANGES, watcher

CONNECTIONS = 1_000


def hold(server, beginning, connections=CONNECTIONS):
    """Many connections that say no more than this; one of them then makes a call."""
    held = []
    try:
        for _ in range(connections):
            connection = server.connect(greets=False)
            held.append(connection)
            connection.send(beginning)
        due = time.monotonic() + 20
        while server.ask("status")["connections"] < connections:
            assert time.monotonic() < due, server.ask("status")
            time.sleep(0.05)
        # Well within what the server waits for.
        assert all(is_open(connection) for connection in held[::50])
    finally:
        for connection in held:
            connection.socket.close()


def is_open(connection):
    """The server has not closed it: what it said may be there to be read."""
    connection.socket.setblocking(False)
    try:
        while connection.socket.recv(1 << 16):
            pass
        return False
    except BlockingIOError:
        return True
    except OSError:
        return False


@case(peak=96 * MIB, grown=48 * MIB)
def prefaces_alone(server):
    hold(server, PREFACE + settings())


@case(peak=96 * MIB, grown=48 * MIB)
def prefaces_in_part(server):
    hold(server, PREFACE[:17])


@case(peak=96 * MIB, grown=48 * MIB)
def nothing_at_all(server):
    hold(server, b"")


@case(peak=160 * MIB, grown=64 * MIB)
def headers_then_silence(server):
    """A request that does not come, on each: Limits.frameNanoseconds ends it, see HTTP2BoundTests."""
    hold(server, PREFACE + settings() + frame(HEADERS, END_HEADERS, 1, BLOCK))


@case(peak=160 * MIB, grown=64 * MIB)
def half_header_blocks(server):
    hold(server, PREFACE + settings() + frame(HEADERS, 0, 1, BLOCK) + frame(CONTINUATION, 0, 1, b"\0\x01x\x7f"))


@case(peak=192 * MIB, grown=96 * MIB)
def half_messages(server):
    """The beginning of a message of 4 MiB on each: memory grows with what came, not with what was announced."""
    part = frame(DATA, 0, 1, message(bytes(1_000), length=4 * MIB))
    hold(server, PREFACE + settings() + frame(HEADERS, END_HEADERS, 1, BLOCK) + part)


@case(peak=192 * MIB, grown=96 * MIB)
def watches_half_closed(server):
    """A watch on each, its side closed as it is to be, and nothing read."""
    beginning = PREFACE + settings((INITIAL_WINDOW_SIZE, 0))
    hold(server, beginning + call(1, message(b"\x08\0"), watcher()), 200)


@case
def connections_that_come_and_go(server):
    """Closed, reset or half-closed right after a call was made, answered or not."""

    def come_and_go(number):
        for turn in range(100):
            connection = server.connect()
            connection.send(call(1) + call(3, CHANGES, watcher()))
            if turn % 2:
                connection.outcome(1)
            if turn % 3 == 0:
                # A reset instead of a FIN.
                connection.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            elif turn % 3 == 1:
                connection.socket.shutdown(socket.SHUT_WR)
            connection.socket.close()

    threads = [threading.Thread(target=come_and_go, args=[number]) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@case
def one_byte_a_packet(server):
    """Everything in as many pieces as it has bytes."""
    with server.connect(greets=False) as connection:
        for byte in PREFACE + settings() + call(1) + call(3):
            connection.send(bytes([byte]))
        expect(connection.outcome(1), "grpc 0")
        expect(connection.outcome(3), "grpc 0")
