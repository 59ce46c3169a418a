"""Frames without end that no call needs."""

import os
import struct

from cases import case, expect
from http2 import (
    ACK, BLOCK, CONTINUATION, DATA, END_HEADERS, HEADERS, INITIAL_WINDOW_SIZE, PADDED, PING, PRIORITY, SETTINGS, call, frame,
    literal, request_headers, reset, settings, window_update,
)  # fmt: skip

FRAMES = 200_000
CALM = "goaway 11 too_many_frames_without_call"


def flood(server, unit, *allowed, before=b"", frames=FRAMES, reads=True):
    """Sends the same frame many times; how the connection ended."""
    with server.connect(widens=False) as connection:
        connection.send(before)
        # Somebody reads meanwhile, as the client of a flood may or may not.
        block, sent = unit * 1_000, 0
        while sent < frames and connection.send(block):
            sent += 1_000
            if reads:
                connection.read(lambda: True)
        ending = connection.ending(10)
        expect(ending, *allowed)
        return f"{ending} after {sent} frames"


@case
def settings_flood(server):
    return flood(server, settings((INITIAL_WINDOW_SIZE, 70_000)), CALM, "closed")


@case
def settings_flood_unread(server):
    return flood(server, settings((INITIAL_WINDOW_SIZE, 70_000)), CALM, "closed", reads=False)


@case
def settings_flood_over_open_streams(server):
    """Each one changes the windows of a thousand streams."""
    streams = b"".join(frame(HEADERS, END_HEADERS, stream, BLOCK) for stream in range(1, 2_001, 2))
    unit = settings((INITIAL_WINDOW_SIZE, 70_000)) + settings((INITIAL_WINDOW_SIZE, 60_000))
    return flood(server, unit, CALM, "closed", before=streams)


@case
def settings_of_many_entries(server):
    return flood(server, settings(*[(INITIAL_WINDOW_SIZE, 70_000 + n) for n in range(100)]), "goaway 11", CALM)


@case
def settings_acknowledged_without_a_cause(server):
    return flood(server, frame(SETTINGS, ACK), "goaway 1", CALM)


@case
def ping_flood(server):
    return flood(server, frame(PING, payload=b"01234567"), "goaway 11 too_many_pings")


@case
def ping_flood_unread(server):
    return flood(server, frame(PING, payload=b"01234567"), "goaway 11 too_many_pings", "closed", reads=False)


@case
def ping_flood_beside_calls(server):
    """Every answer lets a client ping again: it costs it a call."""
    unit = b"".join(frame(PING, payload=b"01234567") for _ in range(50))
    with server.connect() as connection:
        for stream in range(1, 20_001, 2):
            if not connection.send(call(stream) + unit):
                break
            connection.read(lambda: True)
        expect(connection.ending(), "goaway 11 too_many_pings")


@case
def ping_answers_without_a_question(server):
    return flood(server, frame(PING, ACK, payload=b"01234567"), CALM)


def expect_served(server, *floods, begin=b""):
    """Frames that are only passed over cost their reading: the same connection goes on."""
    with server.connect() as connection:
        connection.send(begin)
        for frames in floods:
            connection.send(frames)
            connection.read(lambda: True, 0)
        last = 2 * FRAMES + 1
        connection.send(call(last))
        outcome = connection.outcome(last)
        expect(outcome, "grpc 0", CALM)
        return outcome


@case
def priority_flood(server):
    """One stream after the other is given a place in a tree of priorities."""
    places = [(stream, struct.pack("!IB", stream - 2 if stream > 1 else 0, 16)) for stream in range(1, 2 * FRAMES, 2)]
    return expect_served(server, b"".join(frame(PRIORITY, 0, stream, place) for stream, place in places))


@case
def priority_flood_on_one_stream(server):
    begin = frame(HEADERS, END_HEADERS, 1, BLOCK)
    return expect_served(server, frame(PRIORITY, 0, 1, struct.pack("!IB", 0, 3)) * FRAMES, begin=begin)


@case
def window_update_flood(server):
    return flood(server, window_update(0, 1), CALM)


@case
def window_update_flood_on_a_stream(server):
    return flood(server, window_update(1, 1), CALM, before=frame(HEADERS, END_HEADERS, 1, BLOCK))


@case
def empty_data_flood(server):
    return flood(server, frame(DATA, 0, 1), CALM, before=frame(HEADERS, END_HEADERS, 1, BLOCK))


@case
def padded_data_flood(server):
    """Nothing but padding, past the window."""
    padding = frame(DATA, PADDED, 1, b"\xff" + bytes(255))
    return expect_served(server, *[padding * 1_000] * 100, begin=frame(HEADERS, END_HEADERS, 1, BLOCK))


@case
def data_flood_on_an_answered_stream(server):
    """DATA that nobody wants is read and dropped; the connection's window is kept open."""
    refused = frame(HEADERS, END_HEADERS, 1, literal(request_headers("/no/Method")))
    return expect_served(server, *[frame(DATA, 0, 1, bytes(1_000)) * 100] * 200, begin=refused)


@case
def unknown_frames_flood(server):
    """Types that HTTP/2 does not know must be passed over (RFC 9113, 4.1)."""
    return expect_served(server, frame(0xBB, 0, 0, b"what?") * FRAMES)


@case
def window_updates_of_closed_streams_flood(server):
    return expect_served(server, window_update(1, 1) * FRAMES, begin=call(1))


@case
def resets_of_closed_streams_flood(server):
    return flood(server, reset(1), "goaway 11 too_many_resets", before=call(1))


@case
def endless_continuations(server):
    """A header block that never ends (CVE-2024-28182)."""
    begin = frame(HEADERS, 0, 1, BLOCK)
    return flood(server, frame(CONTINUATION, 0, 1, b"\0\x01x\x01y"), "goaway 11", "closed", before=begin)


@case
def empty_continuations(server):
    return flood(server, frame(CONTINUATION, 0, 1), "goaway 11", "closed", before=frame(HEADERS, 0, 1, BLOCK))


@case
def large_continuations(server):
    begin = frame(HEADERS, 0, 1, BLOCK)
    part = frame(CONTINUATION, 0, 1, b"\0\x03abc" + b"\x7f\x80\x7f" + os.urandom(16_000))
    return flood(server, part, "goaway 11", "goaway 9", "closed", before=begin, frames=10_000)

