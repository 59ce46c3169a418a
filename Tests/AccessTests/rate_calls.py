"""Makes three calls of a method by gRPC, with an empty message each: rate_calls.py PORT PATH AUTHORIZATION.

Prints the number of each call's status, then the last one's name and the type of its first detail.
"""
import sys

import grpc

port, path, authorization = sys.argv[1:]
codes, end = [], ""
call = grpc.insecure_channel(f"127.0.0.1:{port}").unary_unary(path)
for _ in range(3):
    try:
        call(b"", metadata=[("authorization", authorization)], timeout=20)
        codes.append(0)
    except grpc.RpcError as error:
        codes.append(error.code().value[0])
        status = dict(error.trailing_metadata())["grpc-status-details-bin"]
        # Field 3 of google.rpc.Status, a google.protobuf.Any, whose field 1 is its type.
        name = status[status.index(b"type.googleapis.com/") + 20:].split(b"\x12")[0].decode()
        end = f"{error.code().name} with {name}"
print(*codes)
print(end)
