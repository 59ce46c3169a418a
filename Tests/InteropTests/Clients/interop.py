"""gRPC's interoperability cases, health checking and server reflection with grpcio: interop.py PORT ..

Ends with an exception at the first thing that is not as gRPC's interop-test-descriptions.md has it.
"""
import importlib, os, sys, tempfile, time

import grpc
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import ProtoReflectionDescriptorDatabase
from google.protobuf.descriptor_pool import DescriptorPool
from grpc_tools import protoc

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
GZIP = grpc.Compression.Gzip


def generated():
    """The messages and stubs of the test service, from its .proto files."""
    folder = tempfile.mkdtemp()
    protos = os.path.join(ROOT, "Tests", "Modules")
    names = [f"grpc/testing/{name}.proto" for name in ["empty", "messages", "test"]]
    # In a package of another name: grpc is taken.
    for name in names:
        with open(os.path.join(protos, name)) as f:
            text = f.read().replace('"grpc/testing/', '"protos/')
        os.makedirs(os.path.join(folder, "protos"), exist_ok=True)
        with open(os.path.join(folder, "protos", os.path.basename(name)), "w") as f:
            f.write(text)
    moved = [name.replace("grpc/testing/", "protos/") for name in names]
    if protoc.main(["", f"-I{folder}", f"--python_out={folder}", f"--grpc_python_out={folder}", *moved]):
        raise SystemExit("protoc failed")
    sys.path.insert(0, folder)
    return [importlib.import_module(f"protos.{name}") for name in ["empty_pb2", "messages_pb2", "test_pb2_grpc"]]


empty, messages, services = generated()
YES, NO = messages.BoolValue(value=True), messages.BoolValue(value=False)


def payload(size):
    return messages.Payload(body=bytes(size))


def outputs(*sizes, interval=0, compressed=None):
    return [messages.ResponseParameters(size=s, interval_us=interval, compressed=compressed) for s in sizes]


def failure(call):
    try:
        call()
    except grpc.RpcError as error:
        return error
    raise AssertionError("the call went well")


def empty_unary(stub):
    assert stub.EmptyCall(empty.Empty(), timeout=10) == empty.Empty()


def large_unary(stub):
    reply = stub.UnaryCall(messages.SimpleRequest(response_size=314_159, payload=payload(271_828)), timeout=10)
    assert reply.payload.body == bytes(314_159)


def client_streaming(stub):
    sizes = [27_182, 8, 1_828, 45_904]
    requests = (messages.StreamingInputCallRequest(payload=payload(size)) for size in sizes)
    assert stub.StreamingInputCall(requests, timeout=10).aggregated_payload_size == 74_922


def server_streaming(stub):
    sizes = [31_415, 9, 2_653, 58_979]
    request = messages.StreamingOutputCallRequest(response_parameters=outputs(*sizes))
    assert [len(reply.payload.body) for reply in stub.StreamingOutputCall(request, timeout=10)] == sizes


def ping_pong(stub):
    sizes = [(31_415, 27_182), (9, 8), (2_653, 1_828), (58_979, 45_904)]
    answered = []
    def requests():
        for index, (reply, request) in enumerate(sizes):
            while len(answered) < index:
                time.sleep(0.001)
            yield messages.StreamingOutputCallRequest(response_parameters=outputs(reply), payload=payload(request))
    for reply in stub.FullDuplexCall(requests(), timeout=10):
        answered.append(len(reply.payload.body))
    assert answered == [reply for reply, _ in sizes]


def half_duplex(stub):
    requests = (messages.StreamingOutputCallRequest(response_parameters=outputs(size)) for size in [5, 6])
    assert [len(reply.payload.body) for reply in stub.HalfDuplexCall(requests, timeout=10)] == [5, 6]


def empty_stream(stub):
    assert list(stub.FullDuplexCall(iter([]), timeout=10)) == []


def compressed_unary(stub):
    request = messages.SimpleRequest(expect_compressed=YES, response_size=314_159, payload=payload(271_828))
    error = failure(lambda: stub.UnaryCall(request, timeout=10))
    assert error.code() == grpc.StatusCode.INVALID_ARGUMENT, error
    assert stub.UnaryCall(request, timeout=10, compression=GZIP).payload.body == bytes(314_159)


def compressed_replies(stub):
    request = messages.SimpleRequest(response_compressed=YES, response_size=314_159)
    call = stub.UnaryCall.with_call(request, timeout=10)
    assert call[0].payload.body == bytes(314_159)
    sizes = [31_415, 92_653]
    request = messages.StreamingOutputCallRequest(response_parameters=outputs(*sizes, compressed=YES))
    assert [len(reply.payload.body) for reply in stub.StreamingOutputCall(request, timeout=10)] == sizes


def custom_metadata(stub):
    sent = (("x-grpc-test-echo-initial", "test_initial_metadata_value"), ("x-grpc-test-echo-trailing-bin", b"\xab\xab\xab"))
    _, call = stub.UnaryCall.with_call(messages.SimpleRequest(response_size=1), metadata=sent, timeout=10)
    assert sent[0] in list(call.initial_metadata()), call.initial_metadata()
    assert sent[1] in list(call.trailing_metadata()), call.trailing_metadata()
    request = messages.StreamingOutputCallRequest(response_parameters=outputs(1))
    stream = stub.FullDuplexCall(iter([request]), metadata=sent, timeout=10)
    assert sent[0] in list(stream.initial_metadata())
    assert len(list(stream)) == 1
    assert sent[1] in list(stream.trailing_metadata())


def status_code_and_message(stub):
    status = messages.EchoStatus(code=2, message="test status message")
    error = failure(lambda: stub.UnaryCall(messages.SimpleRequest(response_status=status), timeout=10))
    assert (error.code(), error.details()) == (grpc.StatusCode.UNKNOWN, status.message)
    request = messages.StreamingOutputCallRequest(response_status=status)
    error = failure(lambda: list(stub.FullDuplexCall(iter([request]), timeout=10)))
    assert (error.code(), error.details()) == (grpc.StatusCode.UNKNOWN, status.message)


def special_status_message(stub):
    message = "\t\ntest with whitespace\r\nand Unicode BMP \u263a and non-BMP \U0001f608\t\n"
    request = messages.SimpleRequest(response_status=messages.EchoStatus(code=2, message=message))
    error = failure(lambda: stub.UnaryCall(request, timeout=10))
    assert (error.code(), error.details()) == (grpc.StatusCode.UNKNOWN, message)


def unimplemented(stub, channel):
    assert failure(lambda: stub.UnimplementedCall(empty.Empty(), timeout=10)).code() == grpc.StatusCode.UNIMPLEMENTED
    other = services.UnimplementedServiceStub(channel)
    assert failure(lambda: other.UnimplementedCall(empty.Empty(), timeout=10)).code() == grpc.StatusCode.UNIMPLEMENTED


def cancel_after_first_response(stub):
    request = messages.StreamingOutputCallRequest(response_parameters=outputs(31_415))
    def requests():
        yield request
        time.sleep(30)
    stream = stub.FullDuplexCall(requests())
    assert len(next(stream).payload.body) == 31_415
    stream.cancel()
    assert failure(lambda: next(stream)).code() == grpc.StatusCode.CANCELLED


def timeout_on_sleeping_server(stub):
    request = messages.StreamingOutputCallRequest(response_parameters=outputs(1, interval=10_000_000))
    error = failure(lambda: list(stub.StreamingOutputCall(request, timeout=0.1)))
    assert error.code() == grpc.StatusCode.DEADLINE_EXCEEDED


def health(channel):
    stub = health_pb2_grpc.HealthStub(channel)
    request = health_pb2.HealthCheckRequest
    for service in ["", "dossier.v1.Incidents", "grpc.testing.TestService", "grpc.health.v1.Health"]:
        assert stub.Check(request(service=service), timeout=10).status == health_pb2.HealthCheckResponse.SERVING, service
    assert failure(lambda: stub.Check(request(service="no.Such"), timeout=10)).code() == grpc.StatusCode.NOT_FOUND
    for service, status in [("", "SERVING"), ("dossier.v1.Actors", "SERVING"), ("no.Such", "SERVICE_UNKNOWN")]:
        stream = stub.Watch(request(service=service), timeout=10)
        assert next(stream).status == health_pb2.HealthCheckResponse.ServingStatus.Value(status), service
        stream.cancel()


def reflection(channel):
    database = ProtoReflectionDescriptorDatabase(channel)
    services = set(database.get_services())
    assert services >= {"dossier.v1.Incidents", "dossier.v1.Statements", "grpc.testing.TestService",
                        "grpc.health.v1.Health", "grpc.reflection.v1.ServerReflection",
                        "grpc.reflection.v1alpha.ServerReflection"}, services
    pool = DescriptorPool(database)
    method = pool.FindServiceByName("grpc.testing.TestService").FindMethodByName("UnaryCall")
    assert method.input_type.full_name == "grpc.testing.SimpleRequest"
    assert pool.FindMessageTypeByName("dossier.v1.Incident").fields_by_name["title"].number > 0


def main(port):
    channel = grpc.insecure_channel(f"127.0.0.1:{port}")
    stub = services.TestServiceStub(channel)
    for case in [empty_unary, large_unary, client_streaming, server_streaming, ping_pong, half_duplex, empty_stream,
                 compressed_unary, compressed_replies, custom_metadata, status_code_and_message, special_status_message,
                 cancel_after_first_response, timeout_on_sleeping_server]:
        print(case.__name__, flush=True)
        case(stub)
    unimplemented(stub, channel)
    health(channel)
    reflection(channel)


main(int(sys.argv[1]))
