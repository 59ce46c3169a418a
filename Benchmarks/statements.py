"""A synthetic record of statements, the same each time: encoded by hand, written through the server in batches.

About ten statements an incident, unevenly: the most-discussed incident has one of 100, most have a few. A few speakers
say much and most little. One statement in 50 denies, rejects or doubts; some answer others, over several steps.
"""
import bisect, itertools, multiprocessing, random, time

from incidents import Client, message

RARE, COMMON = "halyard", "outage"
RARE_COUNT, COMMON_EVERY = 40, 20
WRITERS = 4
STATES, GROUPS, FIRMS, MEDIA, NOBODIES = 120, 400, 200, 150, 20
BEGIN, YEARS = 1_325_376_000, 12  # from 2012 on
DAY = 86_400
FIRST_TERM, SECOND_TERM = (BEGIN, BEGIN + 6 * 365 * DAY), (BEGIN + 6 * 365 * DAY + 1, BEGIN + 40 * 365 * DAY)

(ATTRIBUTES, CLAIMS, CORROBORATES, SANCTIONS, CONDEMNS, DENIES, REJECTS, DOUBTS, REPORTS, LINKS, ACCUSES, CHARACTERISES,
 ASSESSES, ANNOUNCES_MEASURE, SUPPORTS, RETRACTS) = range(1, 17)
# Per mille.
SHARES = {ATTRIBUTES: 300, REPORTS: 235, CONDEMNS: 100, ASSESSES: 85, CORROBORATES: 60, ANNOUNCES_MEASURE: 50,
          CHARACTERISES: 45, SANCTIONS: 40, SUPPORTS: 25, LINKS: 20, CLAIMS: 10, ACCUSES: 5, RETRACTS: 5,
          DENIES: 8, REJECTS: 7, DOUBTS: 5}
IDENTITY_CLASSES = {"individual": 1, "group": 2, "organization": 3, "state": 7, "collective": 8}


def statement_id(number):
    """Ids in no order."""
    return f"s-{number * 2_654_435_761 % 2**32:08x}"


def incident_id(number):
    return f"i-{number * 2_246_822_519 % 2**32:08x}"


def fuzzy(earliest, latest, precision=4):
    return message((1, message((1, earliest))), (2, message((1, latest))), (3, precision))


class Skewed:
    """Chooses among values, the first the most: by Zipf's law, moderated."""

    def __init__(self, values, exponent=0.8):
        self.values = values
        self.weights = list(itertools.accumulate((rank + 4) ** -exponent for rank in range(len(values))))

    def choose(self, chance):
        return self.values[bisect.bisect(self.weights, chance.random() * self.weights[-1])]


class Words:
    """Texts of words as frequent as those of a language."""

    def __init__(self):
        chance = random.Random(1)
        syllables = [a + b for a in "bdfgklmnprstvz" for b in "aeiou"]
        words = ["".join(chance.choices(syllables, k=chance.randint(2, 5))) for _ in range(20_000)]
        self.words, self.weights = words, list(itertools.accumulate(1 / (rank + 3) for rank in range(len(words))))

    def text(self, chance, count, *more):
        return " ".join([*chance.choices(self.words, cum_weights=self.weights, k=count), *more])


class Actors:
    """Who speaks and who is accused: states with ministries, their agencies and their ministers, and others."""

    def __init__(self):
        self.encoded, self.parent, self.individuals = [], {}, set()
        chance = random.Random(2)
        agencies, officials = [], []
        for state in range(STATES):
            self.add(f"state-{state}", "state")
            for ministry in range(3):
                organ = f"ministry-{state}-{ministry}"
                self.add(organ, "organization", parent=f"state-{state}")
                for agency in range(2):
                    agencies.append(f"agency-{state}-{ministry}-{agency}")
                    self.add(agencies[-1], "organization", parent=organ)
                for official, term in enumerate([FIRST_TERM, SECOND_TERM]):
                    officials.append(f"official-{state}-{ministry}-{official}")
                    self.add(officials[-1], "individual", role=(organ, term))
        groups = self.several("group", GROUPS, "group")
        firms = self.several("firm", FIRMS, "organization")
        media = self.several("medium", MEDIA, "organization", relayer=True)
        nobodies = self.several("nobody", NOBODIES, "collective", placeholder=True)
        states = [f"state-{state}" for state in range(STATES)]
        ministries = [f"ministry-{state}-{ministry}" for state in range(STATES) for ministry in range(3)]
        speakers = states + ministries + officials + firms
        suspects = agencies + groups
        for values in (speakers, suspects, media, groups):
            chance.shuffle(values)
        self.speakers, self.suspects, self.media = Skewed(speakers), Skewed(suspects), Skewed(media)
        self.nobodies, self.states = nobodies, states

    def several(self, prefix, count, *arguments, **more):
        for number in range(count):
            self.add(f"{prefix}-{number}", *arguments, **more)
        return [f"{prefix}-{number}" for number in range(count)]

    def add(self, id, identity, parent=None, role=None, relayer=False, placeholder=False):
        parts = [(20, id.replace("-", " ").capitalize()), (22, IDENTITY_CLASSES[identity])]
        if parent:
            parts.append((25, "actors/" + parent))
            self.parent[id] = parent
        if role:
            organ, term = role
            parts.append((26, message((1, "Minister"), (2, "actors/" + organ), (3, fuzzy(*term, 7)))))
            self.individuals.add(id)
        parts += [(27, 1)] * relayer + [(28, 1)] * placeholder
        self.encoded.append(message((1, message(*parts)), (2, id)))

    def state(self, id):
        while id in self.parent:
            id = self.parent[id]
        return id


class Record:
    """What is written, by numbers: the same for one size each time."""

    def __init__(self, size):
        self.size = size
        self.incidents = self.sources = size // 10
        self.actors, self.words = Actors(), Words()
        chance = random.Random(size)
        most = size // 100
        weights = list(itertools.accumulate((rank + 10) ** -0.7 for rank in range(1, self.incidents)))
        self.subject = [0] * most + chance.choices(range(1, self.incidents), cum_weights=weights, k=size - most)
        chance.shuffle(self.subject)
        suspect = self.actors.suspects.choose
        self.suspect = [suspect(chance) for _ in range(self.incidents)]
        self.rival = [suspect(chance) for _ in range(self.incidents)]

    def said(self, number):
        """The day on which a statement was made: they are recorded in the order in which they were made."""
        return (BEGIN + number * YEARS * 365 * DAY // self.size) // DAY * DAY

    def encoded_sources(self):
        chance = random.Random(3)
        for number in range(self.sources):
            day = self.said(number * 10)
            publisher = "actors/" + self.actors.media.choose(chance)
            source = message((20, self.words.text(chance, 8)), (21, publisher), (22, f"https://example.org/{number}"),
                             (23, 1), (24, fuzzy(day, day + DAY - 1)), (25, "en"))
            yield message((1, source), (2, f"source-{number}"))

    def encoded_incidents(self):
        chance = random.Random(4)
        first = {}
        for number, subject in enumerate(self.subject):
            first.setdefault(subject, number)
        for number in range(self.incidents):
            day = self.said(first.get(number, 0)) - DAY * chance.randrange(30)
            victim = message((1, "actors/" + chance.choice(self.actors.states)), (3, f"sector-{number % 20}"))
            incident = message((20, self.words.text(chance, 6)), (21, self.words.text(chance, 24)),
                               (22, fuzzy(day, day + DAY - 1)), (24, bytes([1 + number % 6])), (25, victim))
            yield message((1, incident), (2, incident_id(number)))

    def encoded_statements(self, writer):
        """Those of every WRITERS-th incident, so that none answers what another writer has not written yet."""
        teller = Teller(self, writer)
        for number, subject in enumerate(self.subject):
            if subject % WRITERS == writer:
                yield message((1, teller.statement(number, subject)), (2, statement_id(number)))


class Teller:
    """Makes up statements, one after the other."""

    def __init__(self, record, seed):
        self.record, self.actors = record, record.actors
        self.chance = random.Random(100 + seed)
        self.kinds, self.shares = list(SHARES), list(itertools.accumulate(SHARES.values()))
        # Of each incident the last statements: name, speaker.
        self.earlier = {}

    def statement(self, number, incident):
        chance = self.chance
        earlier = self.earlier.setdefault(incident, [])
        kind = chance.choices(self.kinds, cum_weights=self.shares)[0]
        answered = chance.choice(earlier) if earlier else None
        if kind == RETRACTS and (not answered or answered[1] in self.actors.individuals):
            kind = REPORTS
        speaker = self.speaker(kind, incident, answered)
        parts = [(20, "actors/" + speaker), (24, kind)]
        if speaker in self.actors.individuals and chance.random() < 0.4:
            parts.append((21, "actors/state-" + speaker.split("-")[1]))
        day = self.record.said(number)
        if chance.random() < 0.95:
            parts.append((22, fuzzy(day, day + DAY - 1)))
        parts.append((23, chance.randint(1, 7)))
        parts += self.about(kind, incident, answered) + self.targets(kind, incident)
        parts += self.particulars(kind, incident)
        parts += self.appearances(number)
        if chance.random() < 0.3:
            parts.append((36, "actors/" + self.actors.media.choose(chance)))
        earlier.append((f"statements/{statement_id(number)}", speaker))
        del earlier[:-8]
        return message(*parts)

    def speaker(self, kind, incident, answered):
        if kind in (DENIES, REJECTS, CLAIMS):
            accused = self.record.suspect[incident]
            return accused if self.chance.random() < 0.5 else self.actors.state(accused)
        if kind == RETRACTS:
            return answered[1]
        if kind == REPORTS or self.chance.random() < 0.1:
            return self.actors.media.choose(self.chance)
        return self.actors.speakers.choose(self.chance)

    def about(self, kind, incident, answered):
        chance = self.chance
        if kind == RETRACTS:
            return [(26, message((1, answered[0])))]
        answers = answered and (kind in (REJECTS, DOUBTS) or chance.random() < (0.7 if kind == CORROBORATES else 0.15))
        if answers and kind not in (ATTRIBUTES, LINKS, DENIES):
            return [(26, message((1, answered[0])))]
        if kind != LINKS and chance.random() < 0.01:
            other = chance.randrange(self.record.incidents - 1)
            both = [incident, other + (other >= incident)]
            return [(26, message((1, f"incidents/{incident_id(one)}"), (2, 1))) for one in both]
        return [(26, message((1, f"incidents/{incident_id(incident)}")))]

    def targets(self, kind, incident):
        if kind not in (ATTRIBUTES, CORROBORATES, CONDEMNS, SANCTIONS, DOUBTS, ACCUSES):
            return []
        suspect, luck = self.record.suspect[incident], self.chance.random()
        if luck < 0.05:
            suspect = self.record.rival[incident]
        elif luck < 0.30:
            suspect = self.actors.state(suspect)
        elif luck < 0.32:
            suspect = self.chance.choice(self.actors.nobodies)
        return [(27, "actors/" + suspect)]

    def particulars(self, kind, incident):
        chance = self.chance
        if kind == LINKS:
            other = chance.randrange(self.record.incidents - 1)
            other += other >= incident
            return [(28, message((1, chance.choice([1, 1, 3, 10])), (2, f"incidents/{incident_id(incident)}"),
                                 (3, f"incidents/{incident_id(other)}")))]
        if kind == ASSESSES:
            return [(34, message((1, "damage"), (2, chance.choice(["high", "moderate", "low"]))))]
        if kind in (SANCTIONS, ANNOUNCES_MEASURE):
            return [(37, message((1, chance.randint(1, 7))))]
        if kind in (ATTRIBUTES, CORROBORATES):
            level = [(31, message((1, self.record.words.text(chance, 4))))] if chance.random() < 0.3 else []
            return [(30, chance.randint(1, 8))] + level
        return []

    def appearances(self, number):
        chance, out = self.chance, []
        more = [COMMON] if number % COMMON_EVERY == 3 else []
        if number % (self.record.size // RARE_COUNT) == 7:
            more.append(RARE)
        for _ in range(chance.choices([1, 2, 3], [80, 15, 5])[0]):
            source = min(self.record.sources - 1, max(0, number // 10 + chance.randrange(-20, 20)))
            words = self.record.words.text(chance, chance.randint(6, 26), *more)
            out.append((35, message((1, f"sources/source-{source}"), (2, chance.randint(1, 5)), (3, words),
                                    (4, f"paragraph {chance.randint(1, 20)}"))))
        return out


def write(client, method, service, encoded):
    """All of them, 1,000 a transaction; the next are made while the server writes. Returns how many."""
    count, waiting = 0, False
    while batch := list(itertools.islice(encoded, 1_000)):
        payload = message(*((1, one) for one in batch))
        if waiting:
            client.reply(method)
        client.send(method, payload, "dossier.v1." + service)
        waiting = True
        count += len(batch)
    if waiting:
        client.reply(method)
    return count


def write_spoken_of(port, record):
    """Writes what statements speak of, and stand in."""
    client = Client(port)
    write(client, "BatchCreateActors", "Actors", iter(record.actors.encoded))
    write(client, "BatchCreateSources", "Statements", record.encoded_sources())
    write(client, "BatchCreateIncidents", "Incidents", record.encoded_incidents())


def write_requests(record, file):
    """Writes the calls that create the statements, each answering none, to a file."""
    teller = Teller(record, 0)
    with open(file, "w") as out:
        for number, subject in enumerate(record.subject):
            teller.earlier.clear()
            request = message((1, teller.statement(number, subject)), (2, statement_id(number)))
            out.write(f"Statements/CreateStatement {request.hex()}\n")


def write_statements(port, size, writer):
    write(Client(port), "BatchCreateStatements", "Statements", Record(size).encoded_statements(writer))


def build(port, size):
    """Writes the record. Returns how long it took, and the transaction that holds half of the statements."""
    record, begin = Record(size), time.time()
    write_spoken_of(port, record)
    before, first = Client(port).head(), time.time()
    with multiprocessing.Pool(WRITERS) as pool:
        pool.starmap(write_statements, [(port, size, writer) for writer in range(WRITERS)])
    return {"size": size, "seconds_before": first - begin, "seconds": time.time() - first,
            "middle": (before + Client(port).head()) // 2}
