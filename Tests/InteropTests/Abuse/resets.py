"""Streams that are given up as fast as they are opened, by the client or by its faults."""

from cases import case, expect
from server import MIB
from http2 import (
    BLOCK, CANCEL, DATA, END_HEADERS, END_STREAM, HEADERS, RST_STREAM, call, frame, literal, message, request_headers,
    reset, window_update,
)  # fmt: skip

STREAMS = 10_000
NUMBERS = range(1, 2 * STREAMS, 2)
BEGIN = (HEADERS, END_HEADERS)


def flood(server, parts, *allowed):
    """Sends a few frames on each of many streams; how the connection ended, and how many streams were answered."""
    with server.connect() as connection:
        connection.send(b"".join(parts(stream) for stream in NUMBERS))
        ending = connection.ending(20)
        expect(ending, *allowed)
        done = sum(reply.outcome is not None for reply in connection.replies.values())
        return f"{ending}, {done} streams answered"


@case
def rapid_reset(server):
    """HEADERS and RST_STREAM (CVE-2023-44487)."""
    return flood(server, lambda stream: frame(*BEGIN, stream, BLOCK) + reset(stream), "goaway 2", "goaway 11 too_many_resets")


@case
def rapid_reset_of_calls(server):
    """The same, once the call has been made."""
    return flood(server, lambda stream: call(stream) + reset(stream), "goaway 2", "goaway 11 too_many_resets")


# Limits.streamResets calls are begun before the client is sent away.
@case(peak=128 * MIB)
def rapid_reset_of_slow_calls(server):
    """Calls that take a worker, given up at once."""
    block = literal(request_headers("/dossier.v1.Incidents/ListIncidents"))
    return flood(server, lambda stream: call(stream, block=block) + reset(stream), "goaway 2", "goaway 11 too_many_resets")


@case(peak=96 * MIB)
def resets_by_window_overflow(server):
    """The server is made to reset streams whose calls run (CVE-2025-8671)."""
    begin = literal(request_headers("/dossier.v1.Incidents/ListIncidents"))
    return flood(
        server,
        lambda stream: call(stream, block=begin) + window_update(stream, 0x7FFFFFFF),
        "goaway 11 too_many_resets",
    )


@case
def resets_by_zero_window_update(server):
    begin = frame(*BEGIN, 1, BLOCK)[9:]
    return flood(server, lambda stream: frame(*BEGIN, stream, begin) + window_update(stream, 0), "goaway 1", "goaway 11 too_many_resets")


@case
def resets_by_data_after_the_end(server):
    return flood(server, lambda stream: call(stream) + frame(DATA, 0, stream, b"more"), "goaway 5", "goaway 11 too_many_resets")


@case
def resets_by_headers_after_the_end(server):
    return flood(server, lambda stream: call(stream) + frame(HEADERS, END_HEADERS, stream, BLOCK), "goaway 5", "goaway 11 too_many_resets")


@case
def resets_by_wrong_content_length(server):
    block = literal(request_headers() + [("content-length", "3")])
    return flood(server, lambda stream: call(stream, block=block), "goaway 11 too_many_resets")


@case
def resets_by_malformed_headers(server):
    block = literal(request_headers() + [("Upper", "case")])
    return flood(server, lambda stream: call(stream, block=block), "goaway 11 too_many_resets")


@case(peak=96 * MIB)
def calls_spoiled_by_a_second_message(server):
    """Calls that run when a second message ends them: nothing is reset, but work was begun for nothing."""
    begin = literal(request_headers("/dossier.v1.Incidents/ListIncidents"))
    body = message() + message()
    return flood(server, lambda stream: call(stream, body, begin), "goaway 11 too_many_resets")


@case
def resets_of_nothing(server):
    """RST_STREAM on streams that never were."""
    with server.connect() as connection:
        connection.send(b"".join(reset(stream) for stream in NUMBERS))
        expect(connection.ending(), "goaway 1")
