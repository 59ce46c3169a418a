"""Header blocks that are too large, inflate, or are not what a request's headers must be."""

import struct

from cases import case, expect
from http2 import (
    BLOCK, CONTINUATION, DATA, END_HEADERS, END_STREAM, GET_STATUS, HEADERS, PADDED, call, frame, literal, message,
    number, request_headers,
)  # fmt: skip

MALFORMED = "reset 1"
# What Limits.metadataBytes says.
LIMIT = 8 << 10


def blocks(stream, block, ends=False):
    """A header block in as many frames as it takes."""
    parts = [block[at : at + 16_384] for at in range(0, len(block), 16_384)]
    kinds = [HEADERS] + [CONTINUATION] * (len(parts) - 1)
    flags = [END_STREAM if ends else 0] + [0] * (len(parts) - 1)
    flags[-1] |= END_HEADERS
    return b"".join(frame(kind, flag, stream, part) for kind, flag, part in zip(kinds, flags, parts))


def ask(server, headers, body=message()):
    """The outcome of one call with these headers; a call after it, on the same connection, is answered."""
    with server.connect() as connection:
        connection.send(blocks(1, literal(headers)) + frame(DATA, END_STREAM, 1, body) + call(3))
        outcome = connection.outcome(1)
        expect(connection.outcome(3), "grpc 0")
        return outcome


def refuses(server, outcome, *requests):
    for headers in requests:
        found = ask(server, headers)
        assert found == outcome, f"{found!r}, not {outcome!r}, for {str(headers)[:300]}"


@case
def list_over_the_limit(server):
    refuses(
        server, "grpc 8",
        request_headers(GET_STATUS, ("x", "y" * LIMIT)),
        request_headers(GET_STATUS, ("x", "y" * 60_000)),
        request_headers(GET_STATUS, *[(f"x-{n}", "y") for n in range(2_000)]),
        request_headers(GET_STATUS, *[("x", "y" * 500)] * 20),
        request_headers("/a/" + "b" * LIMIT),
    )  # fmt: skip


@case
def list_at_the_limit(server):
    """The server counts as HTTP/2 does (RFC 9113, 6.5.2), but not what it does not keep."""
    refuses(server, "grpc 0", request_headers(GET_STATUS, ("x", "y" * 7_500)))


@case
def one_huge_header(server):
    """Longer than what HPACK may carry here: nothing on the connection can be read after it."""
    with server.connect() as connection:
        connection.send(blocks(1, literal(request_headers(GET_STATUS, ("x", "y" * 100_000)))))
        ending = connection.ending()
        expect(ending, "goaway 9", "closed")
        return ending


@case
def huge_path(server):
    with server.connect() as connection:
        connection.send(blocks(1, literal(request_headers("/" + "a" * (1 << 20)))))
        ending = connection.ending()
        expect(ending, "goaway 9", "closed")
        return ending


def bomb(references):
    """One large entry of the dynamic table, and many references to it, a byte each."""
    entry = b"\x40" + number(1, 7) + b"x" + number(3_900, 7) + b"y" * 3_900
    return literal(request_headers()) + entry + b"\xbe" * references


@case
def hpack_bomb(server):
    """Half a gigabyte of headers out of 140 KB, again and again."""
    with server.connect() as connection:
        sent = 0
        for stream in range(1, 200, 2):
            if not connection.send(blocks(stream, bomb(135_000), ends=True)):
                break
            sent += 1
            connection.read(lambda: True)
        connection.send(call(201))
        connection.outcome(201)
        outcomes = sorted({reply.outcome or "none" for reply in connection.replies.values()})
        return f"{outcomes} of {sent}, {connection.end}"


@case
def small_hpack_bomb_is_refused(server):
    with server.connect() as connection:
        connection.send(blocks(1, bomb(10)) + frame(DATA, END_STREAM, 1, message()) + call(3))
        expect(connection.outcome(1), "grpc 8")
        expect(connection.outcome(3), "grpc 0")


@case
def table_size_updates(server):
    """A table larger than the server has allowed, and one in the middle of a block."""
    for block in number(1 << 20, 5, 0x20) + BLOCK, BLOCK + number(0, 5, 0x20), number((1 << 32) - 1, 5, 0x20):
        with server.connect() as connection:
            connection.send(frame(HEADERS, END_HEADERS | END_STREAM, 1, block))
            expect(connection.ending(), "goaway 9")
    with server.connect() as connection:
        connection.send(call(1, block=number(0, 5, 0x20) + number(4_096, 5, 0x20) + BLOCK))
        expect(connection.outcome(1), "grpc 0")


@case
def broken_blocks(server):
    """Indexes that are not there, numbers and texts without an end, bad Huffman codes."""
    for block in (
        b"\x80", b"\xff\xff\xff\xff\xff\xff\xff\xff\xff\x7f", b"\xc0", b"\0\x05abc", b"\0\x82\xff\xff\x01y",
        b"\0\x81\0\x01y", b"\0\xff\xff\xff\xff\xff\xff\xff\xff", b"\x0f\xff\xff\xff\xff\xff\xff\xff\x7f",
    ):  # fmt: skip
        with server.connect() as connection:
            connection.send(frame(HEADERS, END_HEADERS, 1, block))
            expect(connection.ending(), "goaway 9")


@case
def forbidden_headers(server):
    refuses(
        server, MALFORMED,
        request_headers(GET_STATUS, ("connection", "keep-alive")),
        request_headers(GET_STATUS, ("transfer-encoding", "chunked")),
        request_headers(GET_STATUS, ("upgrade", "h2c")),
        request_headers(GET_STATUS, ("te", "gzip")),
        request_headers(GET_STATUS, ("Upper", "case")),
        request_headers(GET_STATUS, ("with space", "x")),
        request_headers(GET_STATUS, ("", "x")),
        request_headers(GET_STATUS, ("x", "a\nb")),
        request_headers(GET_STATUS, ("x", "a\0b")),
        request_headers(GET_STATUS, ("x", " a")),
        request_headers(GET_STATUS, (":path", "/again")),
        request_headers(GET_STATUS, (":scheme", "http")),
        request_headers(GET_STATUS, (":unknown", "x")),
        request_headers(GET_STATUS, (":status", "200")),
        request_headers(GET_STATUS, ("content-length", "abc")),
        request_headers(GET_STATUS, ("content-length", "5"), ("content-length", "5")),
    )  # fmt: skip


@case
def missing_headers(server):
    refuses(
        server, MALFORMED,
        *[[header for header in request_headers() if header[0] != name] for name in (":method", ":scheme", ":path")],
        [(name, "" if name == ":path" else value) for name, value in request_headers()],
    )  # fmt: skip
    refuses(server, "http 415", [header for header in request_headers() if header[0] != "content-type"])
    refuses(server, "grpc 0", [header for header in request_headers() if header[0] != "te"])


@case
def pseudo_headers_behind_others(server):
    refuses(server, MALFORMED, list(reversed(request_headers())), request_headers()[1:] + request_headers()[:1])


@case
def two_paths(server):
    refuses(server, MALFORMED, request_headers()[:3] + request_headers()[2:])


@case
def lengths_that_lie(server):
    refuses(
        server, MALFORMED,
        *[request_headers(GET_STATUS, ("content-length", length)) for length in ("0", "4", "6", "1000000")],
    )  # fmt: skip
    refuses(server, "grpc 0", request_headers(GET_STATUS, ("content-length", "5")))


@case
def trailers_of_requests(server):
    """A request may end with headers; they are no second request."""
    trailers = frame(HEADERS, END_HEADERS | END_STREAM, 1, literal([("x", "y")]))
    begin = frame(HEADERS, END_HEADERS, 1, BLOCK) + frame(DATA, 0, 1, message())
    for end, outcome in (
        (trailers, "grpc 0"),
        (frame(HEADERS, END_HEADERS, 1, literal([("x", "y")])), MALFORMED),
        (frame(HEADERS, END_HEADERS | END_STREAM, 1, BLOCK), MALFORMED),
        (blocks(1, literal([("x", "y" * 60_000)]), ends=True), "grpc 0"),
    ):
        with server.connect() as connection:
            connection.send(begin)
            connection.send(end)
            found = connection.outcome(1)
            # Its answer may have been on its way.
            expect(found, outcome, "grpc 0")
            connection.send(call(3))
            expect(connection.outcome(3), "grpc 0")


@case
def padding_and_priority(server):
    """What is allowed but rare."""
    padded = b"\x07" + BLOCK + bytes(7)
    prioritized = struct.pack("!IB", 0, 200) + BLOCK
    for flags, block in (PADDED, padded), (0x20, prioritized):
        with server.connect() as connection:
            body = frame(DATA, END_STREAM | PADDED, 1, b"\x03" + message() + bytes(3))
            connection.send(frame(HEADERS, END_HEADERS | flags, 1, block) + body)
            expect(connection.outcome(1), "grpc 0")
    for payload in b"\xff" + BLOCK[:20], b"":
        with server.connect() as connection:
            connection.send(frame(HEADERS, END_HEADERS | PADDED, 1, payload))
            assert connection.ending().startswith(("goaway 1", "goaway 6"))
