"""Frames on streams where they must not be, and ways to end a connection."""

import struct

from cases import case, expect
from http2 import (
    ACK, BLOCK, CONTINUATION, DATA, END_HEADERS, END_STREAM, GOAWAY, HEADERS, INITIAL_WINDOW_SIZE, MAX_FRAME_SIZE, PING,
    PREFACE, PRIORITY, PUSH_PROMISE, RST_STREAM, SETTINGS, WINDOW_UPDATE, call, frame, literal, message, request_headers,
    reset, settings, window_update,
)  # fmt: skip

# Answers a call that is held open: after everything that was recorded comes a heartbeat.
WATCH = literal(request_headers("/dossier.v1.Incidents/WatchIncidents"))
PROTOCOL, SIZE, CLOSED, FLOW = "goaway 1", "goaway 6", "goaway 5", "goaway 3"


def ends(server, begin, *endings):
    """Each of these frames, behind a good beginning, ends the connection so."""
    for ending, frames in endings:
        with server.connect() as connection:
            connection.send(begin + frames)
            found = connection.ending()
            assert found and found.startswith(ending), f"{found!r}, not {ending!r}, for {frames[:40]}"


@case
def data_where_none_may_be(server):
    ends(
        server, b"",
        (PROTOCOL, frame(DATA, 0, 1, b"idle")),
        (PROTOCOL, frame(DATA, END_STREAM, 2, b"even")),
        (PROTOCOL, frame(DATA, 0, 0, b"none")),
        (PROTOCOL, frame(DATA, 0x8, 1, b"\xff")),
    )  # fmt: skip
    with server.connect() as connection:
        connection.send(call(1))
        expect(connection.outcome(1), "grpc 0")
        connection.send(frame(DATA, 0, 1, b"closed") + call(3))
        expect(connection.outcome(3), "grpc 0", "goaway 5")


@case
def numbers_of_streams(server):
    ends(
        server, call(5),
        (PROTOCOL, call(2)),
        (PROTOCOL, frame(HEADERS, END_HEADERS, 0, BLOCK)),
        (CLOSED, call(5)),
    )  # fmt: skip
    # One that comes late may belong to a stream that was reset: it is passed over.
    with server.connect() as connection:
        connection.send(call(5) + call(3) + call(7))
        expect(connection.outcome(7), "grpc 0", PROTOCOL)
        expect(connection.outcome(3, 0), None, PROTOCOL)
    with server.connect() as connection:
        connection.send(call(0x7FFFFFFF))
        expect(connection.outcome(0x7FFFFFFF), "grpc 0")


@case
def frames_of_wrong_sizes(server):
    ends(
        server, frame(HEADERS, END_HEADERS, 1, BLOCK),
        (SIZE, frame(DATA, 0, 1, bytes(16_385))),
        (SIZE, frame(PING, 0, 0, bytes(7))),
        (SIZE, frame(SETTINGS, 0, 0, bytes(5))),
        (SIZE, frame(SETTINGS, ACK, 0, bytes(6))),
        (SIZE, frame(WINDOW_UPDATE, 0, 0, bytes(3))),
        (SIZE, frame(RST_STREAM, 0, 1, bytes(3))),
        (SIZE, frame(GOAWAY, 0, 0, bytes(7))),
        (SIZE, frame(HEADERS, END_HEADERS, 3, bytes(16_385))),
        (SIZE, b"\xff\xff\xff" + bytes(6) + bytes(100_000)),
    )  # fmt: skip
    with server.connect() as connection:
        connection.send(frame(PRIORITY, 0, 1, bytes(4)) + call(3))
        assert connection.outcome(3) in ("grpc 0", SIZE)


@case
def frames_on_wrong_streams(server):
    ends(
        server, b"",
        (PROTOCOL, frame(PING, 0, 1, bytes(8))),
        (PROTOCOL, frame(SETTINGS, 0, 1)),
        (PROTOCOL, frame(GOAWAY, 0, 1, bytes(8))),
        (PROTOCOL, frame(RST_STREAM, 0, 0, bytes(4))),
        (PROTOCOL, reset(1)),
        (PROTOCOL, window_update(1, 5)),
        (PROTOCOL, window_update(0, 0)),
        (PROTOCOL, frame(PUSH_PROMISE, END_HEADERS, 1, struct.pack("!I", 2) + BLOCK)),
        (PROTOCOL, frame(CONTINUATION, END_HEADERS, 1, BLOCK)),
        (PROTOCOL, frame(HEADERS, 0, 1, BLOCK) + frame(PING, 0, 0, bytes(8))),
        (PROTOCOL, frame(HEADERS, 0, 1, BLOCK) + frame(CONTINUATION, END_HEADERS, 3, b"")),
        (PROTOCOL, frame(HEADERS, 0, 1, BLOCK) + frame(HEADERS, END_HEADERS, 3, BLOCK)),
        (PROTOCOL, frame(HEADERS, END_HEADERS | 0x20, 1, struct.pack("!IB", 1, 0) + BLOCK)),
    )  # fmt: skip


@case
def settings_out_of_range(server):
    ends(
        server, b"",
        (FLOW, settings((INITIAL_WINDOW_SIZE, 1 << 31))),
        (PROTOCOL, settings((MAX_FRAME_SIZE, 16_383))),
        (PROTOCOL, settings((MAX_FRAME_SIZE, 1 << 24))),
        (PROTOCOL, settings((2, 2))),
        (FLOW, window_update(0, 0x7FFFFFFF) * 2),
    )  # fmt: skip
    # A window that is open is made to overflow.
    with server.connect() as connection:
        connection.send(frame(HEADERS, END_HEADERS, 1, BLOCK) + window_update(1, 0x7FFF0000))
        connection.send(settings((INITIAL_WINDOW_SIZE, 0x7FFFFFFF)))
        expect(connection.outcome(1), "reset 3", FLOW)


@case
def beginnings_that_are_none(server):
    """HTTP/2 begins with its preface, then SETTINGS."""
    for bad in b"PRI * HTTP/2.0\r\n\r\nXX\r\n\r\n", b"PRI * HTTP/2.0\n\nSM\n\n", PREFACE[:18] + b"GET / HTTP/1.1\r\n\r\n":
        with server.connect(greets=False) as connection:
            connection.send(bad)
            expect(connection.ending(), "closed")
    with server.connect(greets=False) as connection:
        connection.send(PREFACE + call(1))
        assert connection.ending().startswith(PROTOCOL)
    with server.connect(greets=False) as connection:
        connection.send(PREFACE + settings()[:5])
        connection.socket.shutdown(1)
        expect(connection.ending(), "closed")
    for at in range(1, len(PREFACE)):
        with server.connect(greets=False) as connection:
            connection.send(PREFACE[:at])


@case
def goodbye_in_the_middle_of_a_call(server):
    """A client that says that it opens no more streams still gets its answers."""
    with server.connect() as connection:
        connection.send(frame(HEADERS, END_HEADERS, 1, BLOCK) + frame(GOAWAY, 0, 0, bytes(8)))
        connection.send(frame(DATA, END_STREAM, 1, message()))
        expect(connection.outcome(1), "grpc 0")
        assert connection.ending() == "closed" or connection.goaways[-1][1] == 0


@case
def goodbye_with_an_error(server):
    with server.connect() as connection:
        connection.send(call(1, block=WATCH) + frame(GOAWAY, 0, 0, struct.pack("!II", 0, 2) + b"why" * 100))
    with server.connect() as connection:
        for _ in range(100):
            connection.send(frame(GOAWAY, 0, 0, bytes(8)))
        assert connection.ending() is not None


@case
def half_closed_connections(server):
    """A client that has closed its sending half is gone; its calls are cancelled."""
    with server.connect() as connection:
        connection.send(call(1, message(b"\x08\0"), WATCH))
        connection.read(lambda: connection.reply(1).data)
        connection.socket.shutdown(1)
        expect(connection.ending(), "closed")


@case
def more_streams_than_allowed(server):
    """The streams past SETTINGS_MAX_CONCURRENT_STREAMS are refused; the others are served."""
    with server.connect() as connection:
        streams = range(1, 2_401, 2)
        connection.send(b"".join(frame(HEADERS, END_HEADERS, stream, BLOCK) for stream in streams))
        connection.send(b"".join(frame(DATA, END_STREAM, stream, message()) for stream in streams[:1_024]))
        for stream in streams[:1_024]:
            expect(connection.outcome(stream), "grpc 0")
        for stream in streams[1_024:]:
            expect(connection.outcome(stream), "reset 7")
    with server.connect() as connection:
        # Once the client has acknowledged the limit, it knew better.
        connection.read(lambda: connection.initial_window > 65_535)
        connection.send(b"".join(frame(HEADERS, END_HEADERS, stream, BLOCK) for stream in streams))
        assert connection.ending().startswith((PROTOCOL, "goaway 11"))
