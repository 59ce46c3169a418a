"""Makes a call that fails for each id, by gRPC: request_ids.py PORT PATH ID ..

Prints the id that stands in the trailers of each. An empty one is not sent.
"""
import sys

import grpc

port, path, *ids = sys.argv[1:]
call = grpc.insecure_channel(f"127.0.0.1:{port}").unary_unary(path)
for id in ids:
    try:
        call(b"", metadata=[("x-request-id", id)] if id else [], timeout=20)
    except grpc.RpcError as error:
        print(dict(error.trailing_metadata())["x-request-id"])
