"""Calls of gRPC's own client in Python to the methods of test.Echo: grpc_calls.py PORT CASE [AUTHORITY].

With the file of an authority's certificate it calls over TLS.

Each case is a function below; it ends with an exception when something is not as it must be.
"""
import sys, threading, time

import grpc

GZIP = grpc.Compression.Gzip
AUTHORITY = open(sys.argv[3], "rb").read() if len(sys.argv) > 3 else None


class Echo:
    def __init__(self, port, options=()):
        address = f"127.0.0.1:{port}"
        if AUTHORITY:
            self.channel = grpc.secure_channel(address, grpc.ssl_channel_credentials(AUTHORITY), options)
        else:
            self.channel = grpc.insecure_channel(address, options)

    def unary(self, method, request, **options):
        options.setdefault("timeout", 20)
        return self.channel.unary_unary(f"/test.Echo/{method}")(request, **options)

    def stream(self, method, request, **options):
        return self.channel.unary_stream(f"/test.Echo/{method}")(request, timeout=20, **options)

    def upload(self, method, requests, **options):
        return self.channel.stream_unary(f"/test.Echo/{method}")(requests, timeout=20, **options)

    def talk(self, method, requests, **options):
        return self.channel.stream_stream(f"/test.Echo/{method}")(requests, timeout=20, **options)


def failure(call):
    try:
        call()
    except grpc.RpcError as error:
        return error
    raise AssertionError("the call went well")


def four_kinds(port):
    echo = Echo(port)
    for size in [0, 1, 300, 70_000, (4 << 20) - 100]:
        assert echo.unary("Unary", bytes(size)) == bytes(size)
    assert echo.unary("Slow", b"\x05slow") == b"\x05slow"
    for method in ["Count", "CountElsewhere"]:
        assert list(echo.stream(method, b"\x64")) == [bytes([i]) * i for i in range(100)]
        assert list(echo.stream(method, b"\0")) == []
    assert echo.upload("Collect", iter([b"a", b"", b"bc"])) == b"abc"
    assert echo.upload("Collect", iter([])) == b""
    assert list(echo.talk("Chat", iter([b"a", b"", b"bc" * 40_000]))) == [b"a", b"", b"bc" * 40_000]


def one_after_the_other(port):
    answers = []
    def requests():
        for i in range(50):
            while len(answers) < i:
                time.sleep(0.001)
            yield bytes([i])
    for answer in Echo(port).talk("Chat", requests()):
        answers.append(answer)
    assert answers == [bytes([i]) for i in range(50)]


def large_replies(port):
    echo = Echo(port)
    for method in ["Large", "LargeElsewhere"]:
        assert echo.unary(method, b"\3") == b"\7" * (3 << 20)
        error = failure(lambda: echo.unary(method, b"\5"))
        assert error.code() == grpc.StatusCode.RESOURCE_EXHAUSTED and "at most 4194304" in error.details()


def large_requests(port):
    echo = Echo(port)
    error = failure(lambda: echo.unary("Unary", bytes((4 << 20) + 1)))
    assert error.code() == grpc.StatusCode.RESOURCE_EXHAUSTED, error
    assert "4194305 bytes" in error.details(), error
    assert echo.unary("Unary", b"on") == b"on"


def many_at_once(port):
    echo = Echo(port)
    calls = [echo.channel.unary_unary("/test.Echo/Slow").future(bytes([i % 200]) + bytes(i), timeout=20) for i in range(500)]
    assert all(call.result() == bytes([i % 200]) + bytes(i) for i, call in enumerate(calls))


def unknown(port):
    echo = Echo(port)
    error = failure(lambda: echo.unary("Nothing", b""))
    assert (error.code(), error.details()) == (grpc.StatusCode.UNIMPLEMENTED, "no such method")
    for path in ["/test.Nobody/Unary", "/Unary", "/"]:
        error = failure(lambda: echo.channel.unary_unary(path)(b"", timeout=5))
        assert error.code() == grpc.StatusCode.UNIMPLEMENTED, error


def deadline(port):
    error = failure(lambda: Echo(port).unary("Never", b"", timeout=0.2))
    assert error.code() == grpc.StatusCode.DEADLINE_EXCEEDED


def cancel(port):
    echo = Echo(port)
    call = echo.channel.unary_unary("/test.Echo/Never").future(b"")
    threading.Timer(0.2, call.cancel).start()
    try:
        call.result()
        raise AssertionError("the call went well")
    except grpc.FutureCancelledError:
        pass
    stream = echo.stream("Endless", b"")
    for _ in range(3):
        assert next(stream) == b"\1" * 1_000
    stream.cancel()
    time.sleep(0.2)
    assert echo.unary("Unary", b"on") == b"on"


def metadata(port):
    sent = [("x-text", "a, b"), ("x-text", "c"), ("x-raw-bin", b"\0\xff\x80,"), ("x-raw-bin", b"")]
    call = Echo(port).stream("Mirror", b"\2m", metadata=sent)
    assert [m for m in call.initial_metadata() if m.key.startswith("x-")] == sent, call.initial_metadata()
    assert list(call) == [b"\2m"] * 2
    assert list(call.trailing_metadata()) == sent, call.trailing_metadata()
    error = failure(lambda: Echo(port).unary("Unary", b"", metadata=[("x-long", "x" * 9_000)]))
    assert error.code() == grpc.StatusCode.RESOURCE_EXHAUSTED and "8192" in error.details(), error


def status(port):
    error = failure(lambda: Echo(port).unary("Fail", b""))
    assert error.code() == grpc.StatusCode.FAILED_PRECONDITION
    assert error.details() == "n\xf6 100%\n", error.details()
    # code 9, the message, and the details as they were given.
    details = b"\x08\x09\x12\x09n\xc3\xb6 100%\n\x1a\x05\x0a\x03a/b"
    assert dict(error.trailing_metadata())["grpc-status-details-bin"] == details


def compression(port):
    """The test counts what came compressed: 2 here."""
    echo = Echo(port)
    assert echo.unary("Unary", b"z" * 100_000, compression=GZIP) == b"z" * 100_000
    assert echo.upload("Collect", iter([b"z" * 100_000]), compression=GZIP) == b"z" * 100_000
    assert list(echo.stream("Count", b"\xff")) == [bytes([i]) * i for i in range(255)]


def sips(port):
    """More than the window of a stream holds; the test lets the server drink one by one."""
    assert Echo(port).upload("Sip", iter([b"x" * 100_000] * 30)) == b"x" * 3_000_000


def slow_reader(port):
    """Stalls two streams for as long as the test looks at the server; others go on."""
    # With windows of a fixed size.
    echo = Echo(port, [("grpc.http2.bdp_probe", 0), ("grpc.http2.lookahead_bytes", 65_536)])
    stalled = [echo.stream(method, b"") for method in ["Endless", "EndlessElsewhere"]]
    for stream in stalled:
        assert next(stream) == b"\1" * 1_000
    end = time.time() + 2
    while time.time() < end:
        assert echo.unary("Unary", b"on") == b"on"
    for stream in stalled:
        for _ in range(20_000):
            assert next(stream) == b"\1" * 1_000
        stream.cancel()


def drained(port):
    """Its calls end well while the server drains; the next one finds nobody."""
    echo = Echo(port)
    call = echo.channel.unary_unary("/test.Echo/Held").future(b"held", timeout=20)
    stream = echo.stream("Mirror", b"\0")
    assert list(stream) == []
    assert call.result() == b"held"
    error = failure(lambda: echo.unary("Unary", b"", timeout=2))
    assert error.code() == grpc.StatusCode.UNAVAILABLE, error


def bounded(port):
    """Where a message may have 2,000 bytes, and so may headers."""
    echo = Echo(port)
    calls = [lambda size, **options: echo.unary("Unary", b"z" * size, **options),
             lambda size, **options: echo.upload("Collect", iter([b"z" * size]), **options)]
    for call in calls:
        for options in [{}, {"compression": GZIP}]:
            assert call(2_000, **options) == b"z" * 2_000
            error = failure(lambda: call(2_001, **options))
            assert error.code() == grpc.StatusCode.RESOURCE_EXHAUSTED and "2000" in error.details(), error
    assert len(echo.unary("Large", b"\1")) == 1 << 20
    error = failure(lambda: echo.unary("Unary", b"", metadata=[("x-long", "x" * 2_000)]))
    assert error.code() == grpc.StatusCode.RESOURCE_EXHAUSTED and "2000" in error.details(), error


def overtime(port):
    """Where a call that does not stream may take 0.4 seconds."""
    echo = Echo(port)
    start = time.time()
    for options in [{"timeout": 20}, {"timeout": None}]:
        error = failure(lambda: echo.unary("Never", b"", **options))
        assert error.code() == grpc.StatusCode.DEADLINE_EXCEEDED, error
        assert "this server allows" in error.details(), error
    assert time.time() - start > 0.7
    error = failure(lambda: echo.unary("Never", b"", timeout=0.1))
    assert "this server allows" not in error.details(), error
    assert echo.unary("Slow", b"\x64slow") == b"\x64slow"
    def requests():
        yield b"a"
        time.sleep(1)
        yield b"b"
    assert echo.upload("Collect", requests()) == b"ab"
    assert list(echo.talk("Chat", requests())) == [b"a", b"b"]


globals()[sys.argv[2]](int(sys.argv[1]))
