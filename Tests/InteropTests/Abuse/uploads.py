"""Clients that stream to calls which do not take it."""

import time

from cases import MIB, case, expect
from http2 import (
    DATA, END_HEADERS, END_STREAM, HEADERS, INITIAL_WINDOW_SIZE, call, frame, literal, message, request_headers, settings,
    window_update,
)  # fmt: skip

IMPORT = literal(request_headers("/dossier.v1.Incidents/ImportIncidents"))
REFLECT = literal(request_headers("/grpc.reflection.v1.ServerReflection/ServerReflectionInfo"))
# What a client may send ahead: the stream's window, what waits in the inbox, and what is in the sockets.
AHEAD = 16 * MIB
# {list_services: "*"}: a question with an answer of some hundred bytes.
QUESTION = message(b"\x3a\x01*")


def text(number, value):
    """A field of bytes, of fewer than 16,384."""
    length = len(value)
    return bytes([number << 3 | 2 | 0x80 * (number > 15), number >> 4][: 1 + (number > 15)]) + bytes(
        [length & 0x7F | 0x80 * (length > 127), length >> 7][: 1 + (length > 127)]
    ) + value


def item(number, size=0):
    """An incident to be imported: `ImportIncidentsRequest`."""
    incident = text(20, b"An upload") + (text(21, b"x" * size) if size else b"")
    return message(b"\x08" + bytes([number & 0x7F | 0x80, number >> 7 & 0x7F | 0x80, number >> 14]) + text(2, incident))


@case(seconds=60, peak=64 * MIB, grown=48 * MIB)
def credit_is_withheld_from_a_call_that_takes_no_more(server):
    """Its answers are not read, so it stops; others on the connection go on, and so does it once it is read."""
    with server.connect((INITIAL_WINDOW_SIZE, 0)) as connection:
        connection.send(frame(HEADERS, END_HEADERS, 1, REFLECT))
        count = 40_000
        body = QUESTION * count
        sent = connection.upload(1, body, seconds=1)
        assert sent < min(len(body), AHEAD), f"{sent} bytes were taken"
        for stream in range(3, 203, 2):
            connection.send(call(stream) + window_update(stream, 100_000))
            expect(connection.outcome(stream), "grpc 0")
        connection.send(window_update(1, 0x7FFFFFFF))
        sent += connection.upload(1, body[sent:], seconds=20)
        assert sent == len(body), f"{sent} of {len(body)} bytes were taken"
        expect(connection.outcome(1, 40), "grpc 0")


@case(seconds=60, peak=96 * MIB, grown=48 * MIB)
def imports_that_nobody_reads(server):
    """Acknowledgements that nobody reads wait here, up to a bound; then the import takes no more."""
    with server.connect((INITIAL_WINDOW_SIZE, 0)) as connection:
        connection.send(frame(HEADERS, END_HEADERS, 1, IMPORT))
        sent = 0
        for first in range(0, 60_000, 100):
            part = b"".join(item(number) for number in range(first, first + 100))
            taken = connection.upload(1, part, ends=False, seconds=2)
            sent += taken
            if taken < len(part):
                break
        # How many items one acknowledgement tells of depends on how many were recorded together.
        connection.send(call(3) + window_update(3, 100_000))
        expect(connection.outcome(3), "grpc 0")
        connection.send(window_update(1, 0x7FFFFFFF))
        return f"{sent} bytes, {connection.outcome(1, 3)}"


@case(seconds=60, peak=64 * MIB, grown=48 * MIB)
def messages_without_bytes(server):
    """Two hundred thousand empty messages: five bytes each, and many more in memory, were they kept."""
    with server.connect((INITIAL_WINDOW_SIZE, 0)) as connection:
        connection.send(frame(HEADERS, END_HEADERS, 1, REFLECT))
        sent = connection.upload(1, message() * 200_000, seconds=1)
        connection.send(call(3) + window_update(3, 100_000))
        expect(connection.outcome(3), "grpc 0")
        return f"{sent} bytes were taken"


@case(seconds=60, peak=96 * MIB, grown=48 * MIB)
def one_byte_frames(server):
    """A message of 100 KB in as many DATA frames."""
    body = item(1, 9_000) * 11
    with server.connect() as connection:
        connection.send(frame(HEADERS, END_HEADERS, 1, IMPORT))
        connection.send(b"".join(frame(DATA, 0, 1, body[at : at + 1]) for at in range(len(body))))
        connection.send(frame(DATA, END_STREAM, 1))
        expect(connection.outcome(1), "grpc 0")


@case(seconds=60, peak=96 * MIB, grown=48 * MIB)
def an_upload_that_is_refused(server):
    """The answer comes before the upload has ended; what follows of it is dropped, and the connection is served."""
    with server.connect() as connection:
        connection.open(1, path="/no/Method")
        expect(connection.outcome(1), "grpc 12")
        assert connection.upload(1, bytes(64)) == 0
        for _ in range(100):
            connection.send(frame(DATA, 0, 1, bytes(16_384)))
            connection.read(lambda: True, 0)
        connection.send(call(3))
        expect(connection.outcome(3), "grpc 0")
