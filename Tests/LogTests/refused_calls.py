"""Makes calls of which the server can make none, by gRPC: refused_calls.py PORT

One has no message, one a message that is too large, one a message that breaks off. Prints of each how it ended and its id.
"""
import socket
import sys

import grpc
import h2.config
import h2.connection
import h2.events

PATH = "/dossier.v1.Incidents/GetIncident"
port = int(sys.argv[1])
channel = grpc.insecure_channel(f"127.0.0.1:{port}")


def tell(call):
    try:
        call()
    except grpc.RpcError as error:
        print(error.code().name, dict(error.trailing_metadata())["x-request-id"])


def broken():
    """A message of 100 bytes is announced, and the request ends."""
    connection = h2.connection.H2Connection(h2.config.H2Configuration(header_encoding="utf-8"))
    with socket.create_connection(("127.0.0.1", port), timeout=20) as link:
        connection.initiate_connection()
        headers = [
            (":method", "POST"), (":scheme", "http"), (":authority", "localhost"), (":path", PATH),
            ("te", "trailers"), ("content-type", "application/grpc"), ("x-request-id", "broken"),
        ]  # fmt: skip
        connection.send_headers(1, headers)
        connection.send_data(1, b"\0\0\0\0\x64" + bytes(3), end_stream=True)
        link.sendall(connection.data_to_send())
        while True:
            for event in connection.receive_data(link.recv(65_536)):
                if isinstance(event, (h2.events.ResponseReceived, h2.events.TrailersReceived)):
                    fields = dict(event.headers)
                    if "grpc-status" in fields:
                        return grpc_name(int(fields["grpc-status"])), fields["x-request-id"]


def grpc_name(number):
    return next(code.name for code in grpc.StatusCode if code.value[0] == number)


tell(lambda: channel.stream_unary(PATH)(iter([]), timeout=20))
tell(lambda: channel.unary_unary(PATH)(bytes(4 << 20 | 1), timeout=20))
print(*broken())
