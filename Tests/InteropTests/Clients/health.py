"""Watches the health of a server and tells it to end meanwhile: health.py PORT PROCESS."""
import os, signal, sys

import grpc
from grpc_health.v1 import health_pb2, health_pb2_grpc

SERVING, NOT_SERVING = health_pb2.HealthCheckResponse.SERVING, health_pb2.HealthCheckResponse.NOT_SERVING
stub = health_pb2_grpc.HealthStub(grpc.insecure_channel(f"127.0.0.1:{sys.argv[1]}"))
streams = [stub.Watch(health_pb2.HealthCheckRequest(service=service), timeout=60) for service in ["", "dossier.v1.Actors"]]
for stream in streams:
    assert next(stream).status == SERVING
os.kill(int(sys.argv[2]), signal.SIGTERM)
# Each hears of it before its stream ends.
for stream in streams:
    assert next(stream).status == NOT_SERVING
    try:
        next(stream)
        raise AssertionError("one more")
    except grpc.RpcError as error:
        assert error.code() == grpc.StatusCode.UNAVAILABLE, error
