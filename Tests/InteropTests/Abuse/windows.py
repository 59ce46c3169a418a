"""Clients that give no window, or do not read, or read very slowly."""

import time

from cases import MIB, case, expect
from http2 import (
    DATA, END_HEADERS, END_STREAM, HEADERS, INITIAL_WINDOW_SIZE, call, frame, literal, message, request_headers, reset,
    settings, window_update,
)  # fmt: skip

# A page of 300 incidents, some 3 MiB.
PAGE = message(b"\x08\xac\x02")
# One of 20, some 200 KB.
SMALL_PAGE = message(b"\x08\x14")
# Every change from the beginning of the record on: as much, in messages of 10 KB.
CHANGES = message(b"\x08\0")
# Limits.outboundCeilingBytes: what may wait on one connection; and with what four workers are making meanwhile.
CEILING = 64 * MIB
FULL = CEILING + 96 * MIB
# What the allocator may keep of that.
KEPT = CEILING + 32 * MIB


def lister(*more):
    return literal(request_headers("/dossier.v1.Incidents/ListIncidents", *more))


def watcher(*more):
    return literal(request_headers("/dossier.v1.Incidents/WatchIncidents", *more))


def outcomes(connection, streams):
    found = [connection.reply(stream).outcome or "waits" for stream in streams]
    return {outcome: found.count(outcome) for outcome in sorted(set(found))}


@case(peak=FULL, grown=KEPT)
def large_replies_into_no_window(server):
    """Replies wait for their windows up to a bound; calls past it are refused at once."""
    streams = range(1, 601, 2)
    with server.connect((INITIAL_WINDOW_SIZE, 0)) as connection:
        connection.send(b"".join(call(stream, PAGE, lister()) for stream in streams))
        connection.read(lambda: len(connection.replies) == len(streams), 25)
        connection.read(lambda: all(reply.headers for reply in connection.replies.values()), 25)
        connection.read(lambda: False, 0.5)
        found = outcomes(connection, streams)
        assert 15 <= found["waits"] <= 30, found
        # What waits is whole.
        connection.send(settings((INITIAL_WINDOW_SIZE, 8 * MIB)))
        for stream in streams:
            connection.outcome(stream)
        whole = outcomes(connection, streams)
        assert whole == {"grpc 0": found["waits"], "grpc 8": found["grpc 8"]}, f"{found}, then {whole}"
        return found


@case(peak=FULL, grown=KEPT)
def json_replies_into_no_window(server):
    """The same of calls by Connect's protocol."""
    streams = range(1, 81, 2)
    path = "/dossier.v1.Incidents/ListIncidents"
    headers = [(name, value) for name, value in request_headers(path) if name != "content-type"]
    block = literal(headers + [("content-type", "application/json")])
    with server.connect((INITIAL_WINDOW_SIZE, 0)) as connection:
        connection.send(b"".join(call(stream, b'{"pageSize": 300}', block) for stream in streams))
        connection.read(lambda: sum(1 for reply in connection.replies.values() if reply.headers) == len(streams), 25)
        found = [connection.reply(stream).headers.get(":status", "waits") for stream in streams]
        found = {status: found.count(status) for status in sorted(set(found))}
        assert 10 <= found["200"] <= 30, found
        return found


@case(peak=FULL, grown=KEPT)
def deadlines_of_replies_into_no_window(server):
    """Whoever does not take a reply before the deadline does not get it, and it takes no memory any more."""
    streams = range(1, 41, 2)
    with server.connect((INITIAL_WINDOW_SIZE, 0)) as connection:
        limit = ("grpc-timeout", "2S")
        connection.send(b"".join(call(stream, PAGE, lister(limit)) for stream in streams[:10]))
        connection.send(b"".join(call(stream, CHANGES, watcher(limit)) for stream in streams[10:]))
        for stream in streams:
            expect(connection.outcome(stream, 8), "grpc 4", "reset 8")
        connection.send(call(101, PAGE, lister()) + window_update(101, 8 * MIB))
        expect(connection.outcome(101), "grpc 0")
        return outcomes(connection, streams)


@case(peak=FULL, grown=KEPT)
def streams_without_a_window(server):
    """Streams are told to wait at their own bounds, and go on."""
    streams = range(1, 401, 2)
    with server.connect((INITIAL_WINDOW_SIZE, 0)) as connection:
        connection.send(b"".join(call(stream, CHANGES, watcher()) for stream in streams))
        time.sleep(3)
        connection.send(window_update(1, 8 * MIB))
        connection.read(lambda: connection.reply(1).data > 2 * MIB)
        assert connection.reply(1).data > 2 * MIB, connection.reply(1).data
        assert all(connection.reply(stream).data == 0 for stream in streams[1:])


@case(peak=96 * MIB, grown=KEPT)
def one_stalled_among_many(server):
    """A stream that is not read holds up none of the other 199 on its connection."""
    others = range(3, 401, 2)
    with server.connect((INITIAL_WINDOW_SIZE, 0)) as connection:
        connection.send(call(1, CHANGES, watcher()))
        connection.send(b"".join(call(stream, SMALL_PAGE, lister()) for stream in others))
        connection.send(b"".join(window_update(stream, MIB) for stream in others))
        for stream in others:
            expect(connection.outcome(stream), "grpc 0")
        assert connection.reply(1).data == 0
        assert all(connection.reply(stream).data > 190_000 for stream in others)


@case
def starved_connection_window(server):
    """Streams have windows, the connection has none."""
    streams = range(1, 101, 2)
    with server.connect((INITIAL_WINDOW_SIZE, 8 * MIB), widens=False) as connection:
        connection.send(b"".join(call(stream, PAGE, lister()) for stream in streams[:10]))
        connection.read(lambda: sum(reply.data for reply in connection.replies.values()) >= 65_535)
        # Headers need no window.
        connection.send(call(999, message(), literal(request_headers("/no/Method"))))
        expect(connection.outcome(999), "grpc 12")
        assert sum(reply.data for reply in connection.replies.values()) <= 65_536
        connection.send(window_update(0, 64 * MIB))
        for stream in streams[:10]:
            expect(connection.outcome(stream), "grpc 0")


@case(peak=FULL, grown=KEPT)
def replies_that_nobody_reads(server):
    """A thousand pages asked for, none of them read."""
    with server.connect((INITIAL_WINDOW_SIZE, 16 * MIB), receive_buffer=4_096) as connection:
        connection.send(b"".join(call(stream, PAGE, lister()) for stream in range(1, 2_001, 2)))
        time.sleep(5)


@case(seconds=60)
def one_byte_at_a_time(server):
    """The whole reply comes, by a window of one byte and reads of one byte."""
    with server.connect((INITIAL_WINDOW_SIZE, 0), receive_buffer=4_096) as connection:
        connection.send(call(1))
        for _ in range(300):
            connection.send(window_update(1, 1))
            connection.read(lambda: True, 0)
        connection.send(window_update(1, 100_000))
        expect(connection.outcome(1), "grpc 0")
    with server.connect((INITIAL_WINDOW_SIZE, MIB), receive_buffer=2_048) as connection:
        connection.send(b"".join(call(stream) for stream in range(1, 101, 2)))
        data = bytearray()
        for _ in range(5_000):
            data += connection.socket.recv(1)
        connection.take(data)
        for stream in range(1, 101, 2):
            expect(connection.outcome(stream), "grpc 0")
