"""A record to measure on, and the requests that are measured: dossier.v1.Incidents by hand, without generated code."""
import random, socket, struct

RARE, COMMON = "halyard", "outage"


def varint(value):
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes(out + bytes([value]))


def message(*fields):
    """An encoded message of (number, value): a number, text, or an encoded message."""
    out = b""
    for number, value in fields:
        if isinstance(value, int):
            out += varint(number << 3) + varint(value)
        else:
            value = value.encode() if isinstance(value, str) else value
            out += varint(number << 3 | 2) + varint(len(value)) + value
    return out


def fields(encoded):
    """The (number, value) of a message that has numbers, texts and messages only."""
    at = 0

    def number():
        nonlocal at
        value = shift = 0
        while True:
            byte = encoded[at]
            at += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    while at < len(encoded):
        key = number()
        value = number()
        if key & 7 == 2:
            at += value
            value = encoded[at - value:at]
        yield key >> 3, value


class Client:
    """One connection, one call at a time, with a token where the server asks for one."""

    def __init__(self, port, token=None):
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.stream = -1
        self.metadata = [(5, message((1, "authorization"), (2, f"Bearer {token}")))] if token else []

    def call(self, method, payload=b"", service="dossier.v1.Incidents"):
        self.send(method, payload, service)
        return list(fields(self.reply(method)))

    def send(self, method, payload, service, flags=0):
        self.stream += 2
        body = message((1, service), (2, method), (3, payload), *self.metadata)
        self.socket.sendall(struct.pack(">IIBB", len(body), self.stream, 1, flags) + body)

    def reply(self, method):
        """The encoded reply of a call, once it is here."""
        size, _, kind, _ = struct.unpack(">IIBB", self.read(10))
        body = self.read(size)
        if kind == 3:
            return body
        reply = dict(fields(body))
        status = dict(fields(reply.get(1, b"")))
        if status.get(1):
            raise RuntimeError(f"{method}: {status.get(2, b'').decode()}")
        return reply.get(2, b"")

    def read(self, size):
        data = bytearray(size)
        left = memoryview(data)
        while left:
            count = self.socket.recv_into(left)
            if not count:
                raise RuntimeError("the server closed the connection")
            left = left[count:]
        return bytes(data)

    def head(self):
        """The record's last transaction."""
        return dict(self.call("GetStatus", service="dossier.v1.Server"))[4]


def texts(chance, count):
    """Incident texts of words as frequent as those of a language; one of 1,000 holds RARE, every second COMMON."""
    syllables = [a + b for a in "bdfgklmnprstvz" for b in "aeiou"]
    words = ["".join(chance.choices(syllables, k=chance.randint(2, 4))) for _ in range(5_000)]
    weights = [1 / (rank + 1) for rank in range(len(words))]
    for number in range(count):
        chosen = chance.choices(words, weights, k=36)
        if number % 1_000 == 7:
            chosen[20] = RARE
        if number % 2 == 0:
            chosen[10] = COMMON
        yield " ".join(chosen[:6]), " ".join(chosen[6:])


def incident(chance, number, title, summary):
    """What a report is like: texts, when it happened, what it was, who was hit."""
    earliest = 1_400_000_000 + chance.randrange(350_000_000)
    occurred = message((1, message((1, earliest))), (2, message((1, earliest + 86_399))), (3, 4))
    sector = "lighthouses" if number % 1_000 == 7 else f"sector-{number % 20}"
    victim = message((2, f"an operator in {sector}"), (3, sector))
    return message((11, 2), (20, title), (21, summary), (22, occurred), (24, bytes([1 + number % 6])), (25, victim))


def build(port, count):
    """Records so many incidents, 1,000 a transaction, and revises the second. Returns the sequence before that."""
    chance = random.Random(2022)
    client = Client(port)
    batch = []
    for number, (title, summary) in enumerate(texts(chance, count)):
        batch.append((1, message((1, incident(chance, number, title, summary)), (2, f"i-{number:07}"))))
        if len(batch) == 1_000 or number == count - 1:
            client.call("BatchCreateIncidents", message(*batch))
            batch = []
    before = client.head()
    for revision in range(2, 11):
        client.call("UpdateIncident", message((1, message((1, "incidents/i-0000001"), (20, f"Revision {revision}")))))
    return before


def encoded(port):
    """Every incident of a record, as GetIncident answers it, in the order of names."""
    client = Client(port)
    all, token = [], b""
    while True:
        page = client.call("ListIncidents", message((1, 1_000), (2, token)))
        all += [value for number, value in page if number == 1]
        token = dict(page).get(2)
        if not token:
            return all


def named(encoded):
    """A GetIncident request for each of these."""
    return [message((1, dict(fields(incident))[1])) for incident in encoded]


def requests(port, count, before):
    """What is measured: (what it is, method, encoded request)."""
    client = Client(port)
    token = b""
    for _ in range(max(1, count // 2_000)):
        token = dict(client.call("ListIncidents", message((1, 1_000), (2, token))))[2]
    as_of = message((2, before))
    half = message((2, before - count // 2_000))
    sector = 'victims.sectors:"lighthouses"'
    listing = "Incidents/ListIncidents"
    return [
        ("Get", "Incidents/GetIncident", message((1, "incidents/i-0000001"))),
        ("Get, as of 9 revisions ago", "Incidents/GetIncident", message((1, "incidents/i-0000001"), (3, as_of))),
        ("List, first page", listing, b""),
        ("List, page behind half of the record", listing, message((2, token))),
        ("List, as of half of the record", listing, message((7, half))),
        ("List, filter for 1 in 1,000", listing, message((3, sector))),
        ("List, the same, latest first", listing, message((3, sector), (4, "occurred.earliest desc"))),
        ("List, filter for 1 in 6", listing, message((3, 'types:"RANSOMWARE"'))),
        ("List, the same, latest first", listing,
         message((3, 'types:"RANSOMWARE"'), (4, "occurred.earliest desc"))),
        ("List, all, latest first", listing, message((4, "occurred.earliest desc"))),
        ("Search, a word of 1 in 1,000", listing, message((5, RARE))),
        ("Search, a word of every second", listing, message((5, COMMON))),
        ("Search, both, filter for 1 in 1,000", listing, message((3, sector), (5, f"{RARE} {COMMON}"))),
    ]


def found(port, method, request):
    """How many resources a request shows, and finds in all; the latter None when that cannot be asked."""
    if method != "Incidents/ListIncidents":
        return 1, None
    client = Client(port)
    page = sum(1 for number, _ in client.call("ListIncidents", request) if number == 1)
    if any(number == 2 for number, _ in fields(request)):
        return page, None
    return page, dict(client.call("ListIncidents", request + message((9, 1)))).get(3, 0)
