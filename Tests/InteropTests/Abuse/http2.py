"""HTTP/2 by hand (RFC 9113): frames as they are meant, or as they must not be."""

import socket
import struct
import time

import hpack

PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"

DATA, HEADERS, PRIORITY, RST_STREAM, SETTINGS, PUSH_PROMISE, PING, GOAWAY, WINDOW_UPDATE, CONTINUATION = range(10)
END_STREAM, ACK, END_HEADERS, PADDED, PRIORITIZED = 0x1, 0x1, 0x4, 0x8, 0x20
HEADER_TABLE_SIZE, ENABLE_PUSH, MAX_CONCURRENT_STREAMS, INITIAL_WINDOW_SIZE, MAX_FRAME_SIZE = 1, 2, 3, 4, 5
NO_ERROR, PROTOCOL_ERROR, INTERNAL_ERROR, FLOW_CONTROL_ERROR = 0, 1, 2, 3
STREAM_CLOSED, FRAME_SIZE_ERROR, REFUSED_STREAM, CANCEL, COMPRESSION_ERROR, ENHANCE_YOUR_CALM = 5, 6, 7, 8, 9, 11

GET_STATUS = "/dossier.v1.Server/GetStatus"


def frame(kind, flags=0, stream=0, payload=b""):
    return struct.pack("!HBBBI", len(payload) >> 8, len(payload) & 0xFF, kind, flags, stream) + payload


def settings(*pairs):
    return frame(SETTINGS, payload=b"".join(struct.pack("!HI", name, value) for name, value in pairs))


def window_update(stream, count):
    return frame(WINDOW_UPDATE, stream=stream, payload=struct.pack("!I", count))


def reset(stream, code=CANCEL):
    return frame(RST_STREAM, stream=stream, payload=struct.pack("!I", code))


def message(body=b"", flag=0, length=None):
    """A gRPC message; its length may lie."""
    return struct.pack("!BI", flag, len(body) if length is None else length) + body


def request_headers(path=GET_STATUS, *more):
    """The headers of a gRPC request, in their order."""
    return [
        (":method", "POST"), (":scheme", "http"), (":path", path), (":authority", "localhost"),
        ("te", "trailers"), ("content-type", "application/grpc"), *more,
    ]  # fmt: skip


def literal(headers):
    """A header block that no table is needed for: the same bytes on every stream."""

    def text(value):
        value = value if isinstance(value, bytes) else value.encode()
        return number(len(value), 7) + value

    return b"".join(b"\0" + text(name) + text(value) for name, value in headers)


def number(value, bits, first=0):
    """An integer of HPACK (RFC 7541, 5.1)."""
    limit = (1 << bits) - 1
    if value < limit:
        return bytes([first | value])
    encoded, value = [first | limit], value - limit
    while value >= 128:
        encoded.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes(encoded + [value])


BLOCK = literal(request_headers())


def call(stream, body=message(), block=BLOCK):
    """A whole unary call."""
    return frame(HEADERS, END_HEADERS, stream, block) + frame(DATA, END_STREAM, stream, body)


class Reply:
    """What has come on one stream."""

    def __init__(self):
        self.headers, self.data, self.reset, self.ended = {}, 0, None, False
        self.bytes = bytearray()

    @property
    def outcome(self):
        """`grpc N`, `http N`, `reset N`, or None while it is not over."""
        if "grpc-status" in self.headers:
            return f"grpc {self.headers['grpc-status']}"
        if self.reset is not None:
            return f"reset {self.reset}"
        return f"http {self.headers[':status']}" if self.ended else None


class Connection:
    """One connection. It answers nothing by itself but the server's settings, where it reads."""

    def __init__(self, port, *pairs, greets=True, widens=True, receive_buffer=None, seconds=10):
        self.socket = socket.socket()
        if receive_buffer:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.settimeout(seconds)
        self.socket.connect(("127.0.0.1", port))
        self.decoder = hpack.Decoder(max_header_list_size=1 << 20)
        self.replies, self.pongs, self.received = {}, 0, bytearray()
        # (last stream, code, debug data) of each GOAWAY.
        self.goaways = []
        self.is_over = False
        # What may be sent: on a new stream, on each stream beyond that, on all together.
        self.initial_window, self.windows, self.window = 65_535, {}, 65_535
        if greets:
            # The connection's window is as wide as it can be; a stream's is what its test says.
            self.send(PREFACE + settings(*pairs) + window_update(0, 0x7FFFFFFF - 65_535 if widens else 1))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    # To the server

    def send(self, data):
        """Sends all of it; False when the server has closed meanwhile or takes no more."""
        try:
            self.socket.sendall(data)
            return True
        except OSError:
            return False

    def open(self, stream, *more, path=GET_STATUS, ends=False):
        """The headers of a request."""
        flags = END_HEADERS | (END_STREAM if ends else 0)
        return self.send(frame(HEADERS, flags, stream, literal(request_headers(path, *more))))

    def upload(self, stream, body, ends=True, seconds=10):
        """A body, as the windows allow it; how much of it was sent when the server took no more, or had answered."""
        sent = 0
        while sent < len(body) and self.reply(stream).outcome is None:
            room = min(self.room(stream), 16_384)
            if room <= 0:
                if not self.read(lambda: self.room(stream) > 0 or self.reply(stream).outcome, seconds):
                    break
                continue
            part = body[sent : sent + room]
            sent += len(part)
            self.window -= len(part)
            self.windows[stream] = self.windows.get(stream, 0) - len(part)
            self.send(frame(DATA, END_STREAM if ends and sent == len(body) else 0, stream, part))
        return sent

    def room(self, stream):
        return min(self.window, self.initial_window + self.windows.get(stream, 0))

    # From the server

    def reply(self, stream):
        return self.replies.setdefault(stream, Reply())

    def outcome(self, stream, seconds=10):
        """How a stream ends; `goaway N` or `closed` when the whole connection did before."""
        self.read(lambda: self.reply(stream).outcome, seconds)
        return self.reply(stream).outcome or self.end

    def ending(self, seconds=10):
        """How the connection ends; None when it does not."""
        self.read(lambda: self.is_over, seconds)
        return self.end if self.is_over else None

    @property
    def end(self):
        if self.goaways:
            _, code, reason = self.goaways[-1]
            return f"goaway {code} {reason.decode()}".rstrip()
        return "closed" if self.is_over else None

    def read(self, condition, seconds=10):
        """Reads frames until a condition holds. False when it did not in time, or the connection has ended."""
        due = time.monotonic() + seconds
        while not condition():
            left = due - time.monotonic()
            if self.is_over or left <= 0:
                return False
            self.socket.settimeout(left)
            try:
                data = self.socket.recv(1 << 16)
            except TimeoutError:
                return False
            except OSError:
                data = b""
            self.is_over = not data
            self.take(data)
        return True

    def take(self, data):
        self.received += data
        while len(self.received) >= 9:
            length = int.from_bytes(self.received[:3], "big")
            if len(self.received) < 9 + length:
                return
            kind, flags = self.received[3], self.received[4]
            stream = int.from_bytes(self.received[5:9], "big") & 0x7FFFFFFF
            payload = bytes(self.received[9 : 9 + length])
            del self.received[: 9 + length]
            self.take_frame(kind, flags, stream, payload)

    def widen(self, stream, count):
        if stream:
            self.windows[stream] = self.windows.get(stream, 0) + count
        else:
            self.window += count

    def take_frame(self, kind, flags, stream, payload):
        if kind == HEADERS:
            assert flags & END_HEADERS, "a header block in parts"
            self.reply(stream).headers.update(self.decoder.decode(payload))
        elif kind == DATA:
            self.reply(stream).data += len(payload)
            if len(self.reply(stream).bytes) < 1 << 16:
                self.reply(stream).bytes += payload
        elif kind == RST_STREAM:
            self.reply(stream).reset = int.from_bytes(payload, "big")
        elif kind == GOAWAY:
            last, code = struct.unpack("!II", payload[:8])
            self.goaways.append((last, code, payload[8:]))
        elif kind == PING and flags & ACK:
            self.pongs += 1
        elif kind == WINDOW_UPDATE:
            self.widen(stream, int.from_bytes(payload, "big"))
        elif kind == SETTINGS and not flags & ACK:
            self.send(frame(SETTINGS, ACK))
            pairs = dict(struct.iter_unpack("!HI", payload))
            self.initial_window = pairs.get(INITIAL_WINDOW_SIZE, self.initial_window)
        if kind in (HEADERS, DATA) and flags & END_STREAM:
            self.reply(stream).ended = True
