"""Requests that are sound HTTP/2, but not sound gRPC."""

from cases import case, expect
from headers import refuses
from http2 import GET_STATUS, request_headers


def with_(name, value):
    """The headers of a request with one of them changed."""
    return [(key, value if key == name else old) for key, old in request_headers()]


def without(name):
    return [header for header in request_headers() if header[0] != name]


@case
def methods_of_http(server):
    refuses(server, "http 405", *[with_(":method", method) for method in ("GET", "PUT", "DELETE", "post", "OPTIONS", "X")])


@case
def content_types(server):
    kinds = "application/grpc", "application/grpc+proto", "application/grpc;charset=utf-8", "application/grpc+proto ; a=b"
    refuses(server, "grpc 0", *[with_("content-type", kind) for kind in kinds])
    others = "application/grpc+json", "application/grpcx", "application/grp", "", "text/plain", ";"
    refuses(server, "http 415", *[with_("content-type", kind) for kind in others])


@case
def paths(server):
    odd = (
        "/", "//", "///", "/a", "/a/b/c", "/dossier.v1.Server/", "/dossier.v1.Server", "/dossier.v1.Server//GetStatus",
        "/dossier.v1.Server/GetStatus/", "/dossier.v1.Server/GetStatus?x=y", "/DOSSIER.V1.SERVER/GetStatus", "/../../etc/passwd",
        "/%64ossier.v1.Server/GetStatus", "/a/" + "b" * 7_000, b"/\xff\xfe/\x80",
    )  # fmt: skip
    refuses(server, "grpc 12", *[request_headers(path) for path in odd])
    refuses(server, "reset 1", request_headers("a/b"), request_headers(""), request_headers("http://localhost/a/b"))


@case
def timeouts_that_are_none(server):
    wrong = "", "1", "n", "1x", "-1S", "+1S", "1.5S", "123456789S", "1 S", " 1S", "1SS", "0x1S", "１S", "1s"
    refuses(server, "grpc 3", *[request_headers(GET_STATUS, ("grpc-timeout", text)) for text in wrong if text != " 1S"])


@case
def timeouts_of_nothing(server):
    """They have passed before the call is made; an answer may still be quicker than the clock."""
    for text in "0n", "0H", "1n", "00000000S":
        refuses(server, "grpc 4", request_headers("/dossier.v1.Incidents/WatchIncidents", ("grpc-timeout", text)))


@case
def huge_timeouts(server):
    refuses(server, "grpc 0", *[request_headers(GET_STATUS, ("grpc-timeout", f"99999999{unit}")) for unit in "HMSmun"])


@case
def binary_metadata(server):
    good = "", "AAEC", "AAE=", "AAE", "AAEC,AAEC", "AAEC, AAE=", "-_-_"[:0]
    refuses(server, "grpc 0", *[request_headers(GET_STATUS, ("x-bin", text)) for text in good])
    wrong = "A", "AAEC!", "=", "AA=A", "AAEC,A", "A A A A", "AAECA"
    refuses(server, "grpc 3", *[request_headers(GET_STATUS, ("x-bin", text)) for text in wrong])


@case
def metadata_that_is_not_text(server):
    refuses(server, "grpc 3", request_headers(GET_STATUS, ("x", b"\xff\xfe")), request_headers(GET_STATUS, ("x", b"\xc0\xaf")))
    refuses(server, "grpc 0", request_headers(GET_STATUS, ("x", "é")), request_headers(GET_STATUS, ("x", "")))


@case
def reserved_names(server):
    refuses(server, "grpc 0", request_headers(GET_STATUS, ("grpc-unheard-of", "x"), ("grpc-status", "7"), ("grpc-message", "x")))


@case
def encodings(server):
    refuses(server, "grpc 12", *[request_headers(GET_STATUS, ("grpc-encoding", name)) for name in ("br", "", "GZIP", "gzip,gzip")])
    refuses(server, "grpc 0", *[request_headers(GET_STATUS, ("grpc-encoding", name)) for name in ("gzip", "identity")])
    odd = "", ",", ",,,", "gzip,gzip", "gzip , identity", "x" * 2_000, "," * 2_000
    refuses(server, "grpc 0", *[request_headers(GET_STATUS, ("grpc-accept-encoding", names)) for names in odd])


@case
def calls_by_connect(server):
    """JSON inside HTTP/2: what is no JSON, too long, or not asked for as it must be."""
    refuses(server, "http 400", with_("content-type", "application/json"))
    refuses(server, "http 404", [(name, "/no/Method" if name == ":path" else value) for name, value in with_("content-type", "application/json")])
    refuses(server, "http 501", with_("content-type", "application/json") + [("content-encoding", "gzip")])
