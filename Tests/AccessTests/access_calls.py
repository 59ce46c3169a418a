"""Calls methods by gRPC with an empty message each: access_calls.py PORT FILE.

Each line of the file holds a path, a kind of call and an authorization, which may be empty, with tabs between. Prints
the number of each call's status, on a line of its own.
"""
import sys

import grpc

channel = grpc.insecure_channel(f"127.0.0.1:{sys.argv[1]}")
for line in open(sys.argv[2]).read().split("\n"):
    path, kind, authorization = line.split("\t")
    request = iter([]) if kind.startswith("stream") else b""
    metadata = [("authorization", authorization)] if authorization else None
    # A watch of an empty record has nothing to say for long.
    timeout = 0.2 if kind.endswith("stream") else 20
    try:
        reply = getattr(channel, kind)(path)(request, metadata=metadata, timeout=timeout)
        if kind.endswith("stream"):
            next(reply, None)
            reply.cancel()
        print(0)
    except grpc.RpcError as error:
        print(error.code().value[0])
