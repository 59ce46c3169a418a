"""What curl does not do over HTTP/2, frame by frame: http2_calls.py PORT CASE."""

import base64
import socket
import sys

import h2.connection
import h2.errors
import h2.events


class Client:
    """One connection; events of each stream as they came."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=20)
        self.http = h2.connection.H2Connection()
        self.http.initiate_connection()
        self.events = {}
        self.flush()

    def flush(self):
        self.socket.sendall(self.http.data_to_send())

    def begin(self, method, fields=(), content_type="application/json", end=False):
        stream = self.http.get_next_available_stream_id()
        head = [(":method", "POST"), (":scheme", "http"), (":authority", "127.0.0.1"), (":path", f"/test.Echo/{method}")]
        self.http.send_headers(stream, head + [("content-type", content_type), *fields], end_stream=end)
        self.flush()
        return stream

    def call(self, method, body, **arguments):
        stream = self.begin(method, **arguments)
        self.http.send_data(stream, body, end_stream=True)
        self.flush()
        return stream

    def receive(self):
        data = self.socket.recv(65536)
        assert data, "the connection has ended"
        for event in self.http.receive_data(data):
            if getattr(event, "stream_id", None):
                self.events.setdefault(event.stream_id, []).append(event)
            if isinstance(event, h2.events.DataReceived):
                self.http.acknowledge_received_data(event.flow_controlled_length, event.stream_id)
        self.flush()

    def find(self, stream, kind):
        return [event for event in self.events.get(stream, []) if isinstance(event, kind)]

    def wait(self, stream, kind):
        while not self.find(stream, kind):
            self.receive()
        return self.find(stream, kind)[0]

    def reply(self, stream):
        self.wait(stream, h2.events.StreamEnded)
        head = dict(self.find(stream, h2.events.ResponseReceived)[0].headers)
        body = b"".join(event.data for event in self.find(stream, h2.events.DataReceived))
        assert int(head[b"content-length"]) == len(body), head
        return int(head[b":status"]), body


def too_large(client):
    """Answered while the body still comes, and then not listened to."""
    stream = client.begin("Unary")
    sent = 0
    while not client.find(stream, h2.events.StreamReset):
        count = min(client.http.local_flow_control_window(stream), 16384)
        if count == 0 or client.find(stream, h2.events.StreamEnded):
            client.receive()
            continue
        client.http.send_data(stream, b" " * count)
        sent += count
        client.flush()
        assert sent < 16 << 20
    assert client.find(stream, h2.events.StreamReset)[0].error_code == h2.errors.ErrorCodes.NO_ERROR
    status, body = client.reply(stream)
    assert (status, b'"resource_exhausted"' in body) == (429, True), (status, body)
    assert client.reply(client.call("Unary", b"{}")) == (200, b"{}")


def many_at_once(client):
    """Replies come as they are ready, not in the order of the calls."""
    slow = client.call("Slow", bytes([0x0A]) * 1, content_type="application/proto")
    held = client.begin("Unary")
    quick = [client.call("Unary", b'{"int32Value":%d}' % number) for number in range(1, 200)]
    for number, stream in enumerate(quick, 1):
        assert client.reply(stream) == (200, b'{"int32Value":%d}' % number)
    client.http.send_data(held, b"{", end_stream=False)
    client.http.send_data(held, b"}", end_stream=True)
    client.flush()
    assert client.reply(held) == (200, b"{}")
    assert client.reply(slow)[0] == 200


def late(client):
    """A body that stays away."""
    stream = client.begin("Unary")
    client.http.send_data(stream, b"{")
    client.flush()
    status, body = client.reply(stream)
    assert (status, b'"deadline_exceeded"' in body) == (504, True), (status, body)
    assert client.reply(client.call("Unary", b"{}")) == (200, b"{}")


def cancel(client):
    """A reset cancels the call of its stream alone."""
    never = client.call("Never", b"{}")
    arriving = client.begin("Unary")
    other = client.call("Never", b"{}", fields=[("connect-timeout-ms", "300")])
    for stream in (never, arriving):
        client.http.reset_stream(stream, h2.errors.ErrorCodes.CANCEL)
    client.flush()
    assert client.reply(other)[0] == 504
    assert client.reply(client.call("Unary", b"{}")) == (200, b"{}")


def beside_grpc(client):
    """On one connection with gRPC's own calls."""
    grpc = client.call("Unary", b"\0\0\0\0\2\x08\1", content_type="application/grpc", fields=[("te", "trailers")])
    connect = client.call("Unary", b'{"int32Value":1}')
    assert client.reply(connect) == (200, b'{"int32Value":1}')
    client.wait(grpc, h2.events.TrailersReceived)
    assert client.find(grpc, h2.events.DataReceived)[0].data == b"\0\0\0\0\2\x08\1"


def partial_messages(client):
    """Where 100,000 bytes of messages may wait for their ends: the one that makes them more is refused."""
    assert client.reply(client.call("Unary", b"{}")) == (200, b"{}")
    message = b"\0" + (80_000).to_bytes(4, "big") + bytes(80_000)
    parts = [message[place:place + 15_000] for place in range(0, len(message), 15_000)]
    fields = [("te", "trailers")]
    first, second = [client.begin("Unary", content_type="application/grpc", fields=fields) for _ in range(2)]
    for stream in (first, second):
        for part in parts[:4]:
            client.http.send_data(stream, part)
        client.flush()
    client.wait(second, h2.events.StreamEnded)
    head = dict(client.find(second, h2.events.ResponseReceived)[0].headers)
    assert head[b"grpc-status"] == b"8", head
    assert b"google.rpc.RetryInfo" in base64.b64decode(head[b"grpc-status-details-bin"] + b"=="), head
    for part in parts[4:]:
        client.http.send_data(first, part, end_stream=part is parts[-1])
    client.flush()
    trailers = dict(client.wait(first, h2.events.TrailersReceived).headers)
    assert trailers[b"grpc-status"] == b"0", trailers


if __name__ == "__main__":
    globals()[sys.argv[2]](Client(int(sys.argv[1])))
