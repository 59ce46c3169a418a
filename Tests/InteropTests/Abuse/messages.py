"""Messages that lie about themselves."""

import gzip
import zlib

from cases import MIB, case, expect
from headers import refuses
from http2 import (
    DATA, END_HEADERS, END_STREAM, GET_STATUS, HEADERS, call, frame, literal, message, request_headers,
)  # fmt: skip

LIMIT = 4 * MIB
# A message of the limit: field 1023, of as many bytes as are left.
UNKNOWN = b"\xfa\x3f\xfa\xff\xff\x01" + bytes(LIMIT - 6)
GZIP = literal(request_headers(GET_STATUS, ("grpc-encoding", "gzip")))
PLAIN = literal(request_headers())


def ask(server, body, block=PLAIN, ends=True):
    """The outcome of a call with that body; another one beside it is answered."""
    with server.connect() as connection:
        connection.send(frame(HEADERS, END_HEADERS, 1, block))
        connection.upload(1, body, ends)
        outcome = connection.outcome(1)
        connection.send(call(3))
        expect(connection.outcome(3), "grpc 0")
        return outcome


@case
def lengths_that_lie(server):
    """More is claimed than may come: refused before it comes."""
    for length in LIMIT + 1, 1 << 31, (1 << 32) - 1:
        expect(ask(server, message(b"abc", length=length), ends=False), "grpc 8")


@case
def a_message_of_the_limit_is_read(server):
    expect(ask(server, message(UNKNOWN)), "grpc 0")


@case
def flags_that_are_none(server):
    for flag in 2, 3, 128, 255:
        expect(ask(server, message(b"", flag)), "grpc 13")


@case
def compressed_without_an_encoding(server):
    expect(ask(server, message(gzip.compress(b""), 1)), "grpc 13")


@case(seconds=20)
def gzip_bomb(server):
    """A gigabyte of zeros in a megabyte, and bombs in bombs."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    beginning = packer.compress(bytes(MIB)) + packer.flush(zlib.Z_FULL_FLUSH)
    # From here on every MiB becomes the same bytes.
    bomb = beginning + (packer.compress(bytes(MIB)) + packer.flush(zlib.Z_FULL_FLUSH)) * 1_023
    for packed in bomb, gzip.compress(bytes(LIMIT + 1)):
        expect(ask(server, message(packed, 1), GZIP), "grpc 8")
    # It inflates to what is no message.
    expect(ask(server, message(gzip.compress(bomb), 1), GZIP), "grpc 3")


@case(seconds=30, peak=96 * MIB)
def gzip_messages_at_the_limit(server):
    """A few KB of the wire become 4 MiB each time."""
    packed = message(gzip.compress(UNKNOWN), 1)
    with server.connect() as connection:
        for stream in range(1, 401, 2):
            connection.send(frame(HEADERS, END_HEADERS, stream, GZIP))
            connection.upload(stream, packed)
        for stream in range(1, 401, 2):
            expect(connection.outcome(stream), "grpc 0")


@case
def broken_gzip(server):
    good = gzip.compress(b"abc" * 1_000)
    for packed in b"", b"\x1f", good[:-1], good[:10], good + b"x", good + good, zlib.compress(b"abc"), bytes(100), good[:20] + b"\xff" * 40:
        expect(ask(server, message(packed, 1), GZIP), "grpc 13")
    damaged = bytearray(good)
    damaged[-8] ^= 1
    expect(ask(server, message(bytes(damaged), 1), GZIP), "grpc 13")


@case
def cut_messages(server):
    """The request ends inside a message, or inside its header."""
    for body in message(b"abc", length=10), message()[:3], b"\0":
        expect(ask(server, body), "grpc 13")


@case
def more_or_less_than_one_message(server):
    """For a method that takes one."""
    expect(ask(server, message() + message()), "grpc 12", "grpc 0")
    for body in message() + b"\0", message() + b"\0\0\0\0\1":
        expect(ask(server, body), "grpc 13", "grpc 0")
    with server.connect() as connection:
        connection.open(1, ends=True)
        expect(connection.outcome(1), "grpc 12")
        connection.open(3)
        connection.send(frame(DATA, END_STREAM, 3))
        expect(connection.outcome(3), "grpc 12")


@case
def rubbish_in_messages(server):
    """Not protobuf."""
    for body in b"\xff" * 100, b"\x0a\xff\xff\xff\xff\x0f", b"\x0b" * 1_000, b"\x0a\x02\xc3\x28":
        block = literal(request_headers("/dossier.v1.Incidents/GetIncident"))
        expect(ask(server, message(body), block), "grpc 3")


@case(seconds=60, peak=224 * MIB, grown=64 * MIB)
def messages_half_sent(server):
    """4 MiB announced and almost sent, on many streams: past Limits.partialMessageBytes each new one is refused."""
    with server.connect() as connection:
        for stream in range(1, 61, 2):
            connection.send(frame(HEADERS, END_HEADERS, stream, PLAIN))
            connection.upload(stream, message(bytes(LIMIT - 1), length=LIMIT), ends=False)
        connection.send(call(61))
        expect(connection.outcome(61), "grpc 0")
        refused = [reply.outcome for reply in connection.replies.values()].count("grpc 8")
        assert 10 <= refused <= 15, f"{refused} refused"
        return f"{refused} of 30 refused"
