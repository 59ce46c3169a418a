#!/usr/bin/env python3
"""Writes what the fuzzer begins with: inputs that are good, for each target into a folder of Corpus."""
import pathlib
import re
import struct

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parent.parent


def varint(value):
    out = b""
    while value >= 0x80:
        out += bytes([value & 0x7F | 0x80])
        value >>= 7
    return out + bytes([value])


def field(number, value):
    """A field of a message: a number, or what has a length."""
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    value = value.encode() if isinstance(value, str) else value
    return varint(number << 3 | 2) + varint(len(value)) + value


def frame(stream, kind, body, flags=0):
    """A frame of ttrpc."""
    return struct.pack(">IIBB", len(body), stream, kind, flags) + body


def request(method, payload=b"", service="E"):
    """An envelope of ttrpc's, with a time limit and metadata."""
    envelope = field(1, service) + field(2, method) + field(3, payload)
    return envelope + field(4, 10**9) + field(5, field(1, "x-bin") + field(2, "AAE"))


def message(body, compressed=0):
    """A message of gRPC's."""
    return struct.pack(">BI", compressed, len(body)) + body


def http2(kind, stream, payload=b"", flags=0):
    """A frame of HTTP/2."""
    return struct.pack(">I", len(payload))[1:] + bytes([kind, flags]) + struct.pack(">I", stream) + payload


def headers(stream, method, *more, content="application/grpc", path=None):
    """The head of a call over HTTP/2, uncompressed."""
    fields = [(":method", "POST"), (":scheme", "http"), (":path", path or f"/E/{method}"), (":authority", "t"),
              ("te", "trailers"), ("content-type", content), *more]
    block = b"".join(b"\0" + bytes([len(n)]) + n.encode() + bytes([len(v)]) + v.encode() for n, v in fields)
    return http2(1, stream, block, 4)


def http1(verb, path, body="", *more):
    """A request of HTTP/1."""
    lines = [f"{verb} {path} HTTP/1.1", "host: t", "content-type: application/json", *more,
             f"content-length: {len(body)}", "", body]
    return "\r\n".join(lines).encode()


FUZZY = field(1, field(1, 1_660_000_000) + field(2, 5)) + field(4, "in August")
INCIDENT = field(1, "incidents/wiper") + field(20, "A wiper in Tirana") + field(21, "\u00c9tude") + field(22, FUZZY)
ANY = field(1, "type.googleapis.com/dossier.v1.Incident") + field(2, INCIDENT)
TYPES = 17
RETRY = b"\x11"


def messages():
    yield "empty", b"\0"
    yield "incident", b"\0" + INCIDENT
    for number in range(1, 7):
        yield f"parts-{number}", bytes([number]) + field(1, INCIDENT) + field(2, field(1, "a")) + field(3, 1)
    yield "status", b"\x07" + field(1, 3) + field(2, "no") + field(3, ANY)
    yield "violations", b"\x08" + field(1, field(1, "title") + field(2, "empty"))
    yield "request", b"\x09" + request("GetIncident", field(1, "incidents/wiper"))
    yield "retry", RETRY + field(1, field(1, 1) + field(2, 500_000_000))
    for number in range(11, TYPES):
        yield f"test-{number}", bytes([number]) + b"".join(field(n, n) for n in range(1, 9)) + field(15, "text")


def json():
    yield "scalars", b"\0" + b'[1, -0.5e3, "\\ud83d\\ude00\\n", true, null, {}]'
    yield "incident", b"\0" + b'{"name":"incidents/wiper","title":"A wiper","createTime":"2022-09-10T12:00:00.5Z"}'
    yield "mask", b"\x03" + b'{"incident":{"title":"A","labels":[]},"updateMask":"title,targetText"}'
    yield "status", b"\x07" + (b'{"code":3,"details":[{"@type":"type.googleapis.com/dossier.v1.Incident","title":"A"},'
                              b'{"@type":"x/y","@value":"AAE="}]}')
    yield "numbers", b"\x0b" + b'{"int32":"1e2","uint64":"18446744073709551615","double":"NaN","bytes":"AAE="}'
    yield "retry", RETRY + b'{"retryDelay":"1.500s"}'
    for number in range(11, TYPES):
        yield f"test-{number}", bytes([number]) + b'{"text":"a","numbers":[1,2],"one":{},"int64":"-1","float":1.5}'


def frames():
    yield "unary", b"\0" + frame(1, 1, request("Unary", INCIDENT))
    yield "cut", b"\x03" + frame(1, 1, request("Unary")) + frame(3, 3, b"abc", 1) + frame(1, 2, field(2, b"reply"))
    yield "failure", b"\x05" + frame(1, 2, field(1, field(1, 5) + field(2, "no such") + field(3, ANY)))
    yield "long", b"\x09" + frame(1, 3, b"a" * 400) + frame(1, 3, b"", 4)
    yield "grpc", b"\x07" + message(INCIDENT) + message(b"", 1) + message(b"b" * 320) + message(b"c")


def door():
    preface = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + http2(4, 0, struct.pack(">HI", 4, 65_535))
    yield "ttrpc", b"\0\0" + frame(1, 1, request("Unary", INCIDENT)) + frame(3, 1, request("Chat"), 2) \
        + frame(3, 3, b"abc") + frame(3, 3, b"", 5)
    yield "ttrpc-deaf", b"\x05\x04" + frame(1, 1, request("Repeat", b"a" * 60)) + frame(3, 1, request("Never"))
    yield "ttrpc-drain", b"\x05\x03" + frame(1, 1, request("Never")) + frame(3, 1, request("Collect"), 2)
    call = headers(1, "Unary") + http2(0, 1, message(INCIDENT), 1)
    yield "grpc", b"\0\0" + preface + call + headers(3, "Fail", ("grpc-timeout", "1S")) + http2(0, 3, message(b""), 1)
    yield "grpc-streams", b"\x0d\x04" + preface + headers(1, "Chat") + http2(0, 1, message(b"\xfea") + message(b"b")) \
        + headers(3, "Repeat") + http2(0, 3, message(b"c" * 50), 1) + http2(0, 1, b"", 1) + http2(3, 3, b"\0\0\0\x08")
    yield "grpc-control", b"\x0b\x01" + preface + http2(6, 0, b"12345678") + http2(8, 0, b"\0\0\xff\xff") \
        + headers(1, "Collect", ("grpc-encoding", "gzip"), ("x-bin", "AAE")) + http2(2, 1, b"\0\0\0\0\x10") \
        + http2(7, 0, b"\0" * 8)
    yield "http2-json", b"\0\0" + preface + headers(1, "Unary", content="application/json") + http2(0, 1, b"{}", 1) \
        + headers(3, "", path="/healthz")
    yield "http1", b"\0\0" + http1("POST", "/E/Unary", '{"title":"A"}', "connect-timeout-ms: 100") \
        + http1("GET", "/healthz") + http1("POST", "/E/Fail", "{}")
    yield "http1-cut", b"\x11\x08" + b"POST /E/Unary HTTP/1.1\r\nhost: t\r\ncontent-type: application/json\r\n" \
        b"expect: 100-continue\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"
    yield "http1-options", b"\0\0" + http1("OPTIONS", "/E/Unary", "", "origin: http://a",
                                           "access-control-request-method: POST")


def filters():
    for number, text in enumerate([
        'title = "A wiper" AND -labels:x', "since >= 2022-09 OR since < 2022-09-10T12:00:00Z", "name = incidents/wip*",
        "victims.actor = actors/mois (contested = true OR NOT revision > -5)", 'wiper "of tirana" labels:*',
        "since desc, name", 'title != "a\\"b*" revision <= 9223372036854775807',
    ]):
        yield f"{number}", text.encode()


def cursors():
    head = struct.pack("<BBqQ", 1, 2 << 1, 1, 1) + bytes(16)
    yield "id", head + b"wiper"
    yield "sorted", head + b"\1" + struct.pack("<Q", 3) + b"abc" + b"\0" + b"wiper"
    yield "changes", struct.pack("<BBqQ", 2, 5 << 1 | 1, 3, 9) + bytes(16) + struct.pack("<Q", 77)


def dossiers():
    document = (ROOT / "docs" / "dossier-file.md").read_text()
    yield "documented", re.search(r"```yaml\n(.*?)```", document, re.S).group(1).encode()
    yield "alias", b"defaults: {tlp: amber+strict}\nincidents:\n  a: &a {title: A}\n  b: *a\n"
    yield "flow", b'actors: {mois: {display_name: "M\\u00e9", aliases: [{name: x}]}}\n'


def tables():
    document = (ROOT / "docs" / "import-csv.md").read_text()
    table = re.search(r"```csv\n(.*?)```", document, re.S).group(1).encode()
    mapping = re.search(r"```yaml\n(.*?)```", document, re.S).group(1).encode()
    yield "documented", mapping + b"\0" + table
    yield "quotes", b"separator: ';'\nactors:\n  - {id: \"a-{n}\", display_name: \"{{{n}}} {o}\", needs: [n, o]}\n\0" \
        b"\xef\xbb\xbfn;o\r\n\"x \"\"y\"\"\r\nz\";1\r\na;\xc3\xa9\r\na;\xff\r\n;;\r\n"
    yield "each", b"incidents:\n  - each: {column: n, split: /}\n    id: \"i-{}\"\n    title: \"{}\"\n" \
        b"    occurred: {column: t, time: D.M.Y h:m}\n    victims: {column: n, split: /, as: {target_text: \"{}\"}}\n\0" \
        b"n,t\na/b/a,1.2.2031 10:05\nc,2031-02\n"


def stix(kind, number, members=b""):
    return (b'{"type":"%s","id":"%s--%d","created":"2031-05-04T10:00:00Z","modified":"2031-05-04T10:00:00Z",'
            b'"created_by_ref":"identity--1"%s}') % (kind, kind, number, b"," + members if members else b"")


def bundles():
    relation = b'"relationship_type":"%s","source_ref":"%s","target_ref":"%s"'
    yield "actors", b'{"type":"bundle","objects":[' + b",".join([
        stix(b"identity", 1, b'"name":"Desk","identity_class":"group"'),
        stix(b"threat-actor", 2, b'"name":"Wolf","aliases":["W"],"labels":["spy"],"description":"Dark."'),
        stix(b"location", 3, b'"country":"ZZ"'),
        stix(b"relationship", 4, relation % (b"located-at", b"threat-actor--2", b"location--3"))]) + b"]}"
    yield "statements", b'{"spec_version":"2.0","objects":[' + b",".join([
        stix(b"campaign", 5, b'"name":"Outage","first_seen":"2031-05-01T00:00:00Z"'),
        stix(b"relationship", 6, relation % (b"attributed-to", b"campaign--5", b"threat-actor--2") + b',"confidence":7'),
        stix(b"relationship", 6, relation % (b"targets", b"campaign--5", b"identity--1")),
        stix(b"opinion", 7, b'"opinion":"disagree","object_refs":["relationship--6"]'),
        stix(b"note", 8, b'"content":"n","object_refs":["opinion--7"],"revoked":true'),
        stix(b"report", 9, b'"name":"R","object_refs":["relationship--6"]')]) + b"]}"
    extension = b'"extensions":{"extension-definition--98f6af26-004a-4436-b898-e7f4536661c5":{"resource":%s}}'
    yield "ours", b'{"objects":[' + b",".join([
        stix(b"identity", 1, extension % b'{"name":"actors/a","displayName":"A"}'), stix(b"malware", 2), b"7",
        stix(b"marking-definition", 3, b'"definition":{"tlp":"red"}')]) + b"]}"


def descriptors():
    inner = field(1, "N") + field(2, field(1, "a") + field(3, 1) + field(4, 3) + field(5, 5))
    fields = [field(1, "text") + field(3, 1) + field(4, 1) + field(5, 9) + field(9, 0),
              field(1, "n") + field(3, 2) + field(4, 1) + field(5, 11) + field(6, ".p.M.N"),
              field(1, "e") + field(3, 3) + field(4, 1) + field(5, 14) + field(6, ".p.E")]
    kind = field(1, "M") + b"".join(field(2, one) for one in fields) + field(3, inner) + field(8, field(1, "one"))
    enum = field(1, "E") + field(2, field(1, "NONE") + field(2, 0)) + field(2, field(1, "SOME") + field(2, 5))
    service = field(1, "S") + field(2, field(1, "Get") + field(2, ".p.M") + field(3, ".p.M") + field(6, 1))
    file = field(1, "a.proto") + field(2, "p") + field(4, kind) + field(5, enum) + field(6, service) + field(12, "proto3")
    yield "whole", b"\x0f" + field(1, file)
    body = field(1, "abc") + field(2, field(1, 5)) + field(3, 5)
    yield "used", b"\x0d" + field(1, file) + body


def main():
    targets = {"csv": tables, "cursor": cursors, "descriptor": descriptors, "door": door, "dossier": dossiers, "filter": filters,
               "frame": frames, "json": json, "message": messages, "stix": bundles}
    for target, seeds in targets.items():
        folder = HERE / "Corpus" / target
        folder.mkdir(parents=True, exist_ok=True)
        for name, seed in seeds():
            (folder / name).write_bytes(seed)


if __name__ == "__main__":
    main()
