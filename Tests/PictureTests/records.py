"""Random records that a server accepts, small and dense: few actors, few times, so that things meet.

A record is written in steps, each a transaction of its own: the actors, sources and incidents, then two or three batches
of statements, then statements that are written again, then some that are deleted.
"""

import copy
import random

import meaning

# How many steps come before the first batch of statements.
BEFORE = 3
# Times of recording; later than all that is said, as a server's clock is.
RECORDED = 4_000_000_000_000_000_000
DAYS = ["2022-07-15", "2022-07-16", "2022-07-18", "2022-08-01", "2022-08-02", "2022-09-10"]
# In the order of the enum.
BASES = [
    "BASIS_RECEIVER_GOVERNMENT", "BASIS_RECEIVER", "BASIS_THIRD_PARTY", "BASIS_INTERNATIONAL_ORGANISATION",
    "BASIS_EU_INSTITUTION", "BASIS_IT_SECURITY", "BASIS_MEDIA", "BASIS_ATTACKER_CONFIRMS",
]
# Kinds, by how often they occur.
KINDS = {
    "ATTRIBUTES": 20, "CLAIMS": 6, "CORROBORATES": 12, "SANCTIONS": 7, "CONDEMNS": 6, "DENIES": 10, "REJECTS": 10,
    "DOUBTS": 4, "LINKS": 9, "RETRACTS": 8, "REPORTS": 1, "ACCUSES": 1, "CHARACTERISES": 1, "ASSESSES": 1,
    "ANNOUNCES_MEASURE": 2, "SUPPORTS": 1,
}
# Kinds that must be about something, or of someone.
ANSWERS = {
    "CLAIMS", "CORROBORATES", "DENIES", "REJECTS", "DOUBTS", "ASSESSES", "CHARACTERISES", "SANCTIONS", "CONDEMNS",
    "ACCUSES", "SUPPORTS",
}


def fuzzy(earliest=None, latest=None, precision=None):
    """From the beginning of a day to the end of one."""
    time = {}
    if earliest:
        time["earliest"] = f"{earliest}T00:00:00Z"
    if latest:
        time["latest"] = f"{latest}T23:59:59.999999999Z"
    return {**time, "precision": f"PRECISION_{precision or ('RANGE' if earliest and latest else 'OPEN')}"}


class Record:
    """One record: what is written, step by step, and what is asked."""

    def __init__(self, seed, number, prefix):
        self.number, self.prefix, self.left_out = number, prefix, []
        self.random = random.Random(f"{seed}:{number}")
        self.actors, self.sources, self.incidents, self.statements, self.questions = {}, {}, {}, {}, []
        # Of each statement the step that creates it, and the one that writes it again or None.
        self.created, self.updated, self.deleted = {}, {}, []
        self.days = sorted(self.random.sample(DAYS, self.random.randint(2, 5)))
        self.letters = self.random.sample("abcdefghijklmnopqrstuvwxyz", 26)
        self.add_actors()
        self.add_sources()
        self.add_incidents()
        self.add_statements()

    # Chance

    def chance(self, share):
        return self.random.random() < share

    def some(self, of, least, most):
        return self.random.sample(of, min(len(of), self.random.randint(least, most)))

    # Actors, sources, incidents

    def add(self, collection, kind, fields):
        """A name in which the letter, and so the order, is chance."""
        name = f"{collection}/{self.prefix}{self.letters[len(getattr(self, collection)) % 26]}-{kind}"
        getattr(self, collection)[name] = {**fields, "name": name}
        return name

    def actor(self, kind, identity_class=None, **fields):
        fields["displayName"] = kind
        if identity_class:
            fields["identityClass"] = f"IDENTITY_CLASS_{identity_class}"
        return self.add("actors", kind, fields)

    def add_actors(self):
        states = [self.actor("state", "STATE") for _ in range(self.random.randint(2, 3))]
        organs = []
        for _ in range(self.random.randint(1, 4)):
            parent = self.random.choice(organs if organs and self.chance(0.6) else states)
            organs.append(self.actor("organ", "ORGANIZATION", parent=parent))
        groups = [self.actor("group", "GROUP") for _ in range(self.random.randint(1, 2))]
        for _ in range(self.random.randint(0, 2)):
            parent = {"parent": self.random.choice(organs)} if self.chance(0.15) else {}
            self.actor("person", "INDIVIDUAL", **parent, roles=self.roles(states + organs + groups))
        for _ in range(self.random.randint(1, 2)):
            parent = {"parent": self.random.choice(states)} if self.chance(0.3) else {}
            self.actor("medium", "ORGANIZATION", relayer=True, **parent)
        if self.chance(0.15):
            self.actor("reporter", "INDIVIDUAL", relayer=True, roles=self.roles(states))
        parent = {"parent": self.random.choice(states)} if self.chance(0.1) else {}
        unknown = self.actor("unknown", "UNKNOWN", placeholder=True, **parent)
        if self.chance(0.1):
            self.actor("unit", "ORGANIZATION", parent=unknown)
        if self.chance(0.7):
            self.actor("allies", "COLLECTIVE")
        self.add_more_roles()
        everyone = list(self.actors)
        # Few speak, and few are spoken of.
        self.speakers = self.some(everyone, 3, 7)
        self.targets = self.some(everyone, 2, 5)
        if self.chance(0.5):
            self.speakers += self.some(self.targets, 1, 2)
        # Persons who speak for themselves now may have been of a state when it happened.
        self.speakers += [name for name in everyone if name.endswith("-person") and self.chance(0.5)]

    def add_more_roles(self):
        """Offices with persons, in a circle too."""
        persons = [name for name in self.actors if name.endswith("-person")]
        if len(persons) == 2 and self.chance(0.2):
            for one, other in (persons, persons[::-1]):
                self.actors[one]["roles"] = self.roles([other])

    def roles(self, organizations):
        return [
            {"title": "Office", "organization": self.random.choice(organizations), **self.valid()}
            for _ in range(self.random.choice([0, 1, 1, 2, 2]))
        ]

    def valid(self):
        if self.chance(0.35):
            return {}
        first, last = sorted(self.random.choices(self.days, k=2))
        return {
            "valid": self.random.choice([
                fuzzy(), fuzzy(first), fuzzy(first, last), fuzzy(None, last), fuzzy("2021-01-01", "2021-12-31"),
            ])
        }

    def add_sources(self):
        for _ in range(self.random.randint(1, 3)):
            day = self.random.choice(self.days)
            published = self.random.choice([
                {}, {"published": fuzzy(day)}, {"published": fuzzy(day, day, "DAY")}, {"published": fuzzy(None, day)},
            ])
            self.add("sources", "source", {"title": "Source", **published})

    def add_incidents(self):
        for _ in range(self.random.randint(1, 3)):
            first, last = sorted(self.random.choices(self.days, k=2))
            occurred = self.random.choice([{}, *[{"occurred": time} for time in (
                fuzzy(first), fuzzy(first, first, "DAY"), fuzzy(first, last), fuzzy(None, first), fuzzy(),
            )]])
            self.add("incidents", "incident", {"title": "Incident", **occurred})

    # Statements

    def add_statements(self):
        count, batches = self.random.randint(5, 20), self.random.randint(1, 3)
        weights = {kind: weight * self.random.choice([0.3, 1, 1, 3]) for kind, weight in KINDS.items()}
        self.last_step = BEFORE + batches - 1
        for place in range(count):
            kind = self.random.choices(list(weights), list(weights.values()))[0]
            self.new_statement(kind, BEFORE + place * batches // count)
        self.add_chain()
        again = [name for name in self.statements if self.chance(0.12)]
        self.updated = dict.fromkeys(self.statements)
        for name in again:
            self.last_step += 1
            self.updated[name] = self.last_step
        for name in self.statements:
            self.fill(name)
        self.delete_some()
        self.add_questions()

    def new_statement(self, kind, step, **fields):
        place = len(self.statements)
        # The numbers are chance, so that no order of names is that of the statements.
        number = self.random.randint(10, 99) * 100 + place
        name = f"statements/{self.prefix}s{number}"
        speaker = self.random.choice(self.speakers)
        statement = {"name": name, "kind": f"STATEMENT_KIND_{kind}", "speaker": speaker, **self.when(), **fields}
        if self.chance(0.2) and "speaker" not in fields:
            statement["onBehalfOf"] = self.random.choice(self.speakers)
        self.statements[name], self.created[name] = statement, step
        return name

    def when(self):
        first, last = sorted(self.random.choices(self.days, k=2))
        said = self.random.choices(
            [fuzzy(last, last, "DAY"), fuzzy(first, last), fuzzy(None, last), fuzzy(first), fuzzy(), None],
            [60, 15, 8, 6, 3, 8],
        )[0]
        when = {"said": said} if said else {}
        if self.chance(0.3):
            sources = self.some(list(self.sources), 1, 2)
            when["appearances"] = [{"source": source, "form": "APPEARANCE_FORM_PARAPHRASE"} for source in sources]
        if self.chance(0.4):
            when["basis"] = self.random.choice(BASES)
        return when

    def add_chain(self):
        """Now and then answers to answers, or retractions of retractions, past where they are followed."""
        length, step = self.random.randint(6, 11), self.last_step
        if self.chance(0.12):
            answered = self.random.choice(list(self.statements))
            for _ in range(length):
                kind = self.random.choice(["CORROBORATES"] * 6 + ["REJECTS"])
                answered = self.new_statement(kind, step, about=[{"name": answered, **self.doubt(0.05)}])
        elif self.chance(0.12):
            answered = self.random.choice(list(self.statements))
            voice = {field: self.statements[answered][field] for field in ("speaker", "onBehalfOf")
                     if field in self.statements[answered]}
            for _ in range(self.random.randint(2, length)):
                retraction = self.new_statement("RETRACTS", step, **voice, about=[{"name": answered}])
                if not self.can_take_back(self.statements[retraction], self.statements[answered]):
                    self.statements[retraction]["kind"] = "STATEMENT_KIND_REPORTS"
                answered = retraction

    def doubt(self, share):
        return {"candidate": True} if self.chance(share) else {}

    def fill(self, name):
        """What the statement is about, of whom, and what its kind needs; a kind that nothing fits becomes another."""
        statement = self.statements[name]
        if "about" in statement:
            return
        step = self.updated[name] or self.created[name]
        others = [other for other in self.statements if other != name and self.created[other] <= step]
        kind = statement["kind"].removeprefix("STATEMENT_KIND_")
        if kind == "RETRACTS":
            mine = [other for other in others if self.can_take_back(statement, self.statements[other])]
            if mine:
                statement["about"] = [{"name": self.random.choice(mine), **self.doubt(0.05)}]
                return
            kind = "REPORTS"
        about, targets = self.both_sides(kind, others) or self.subjects(kind, others)
        if kind == "ATTRIBUTES":
            targets = targets or [self.random.choice(self.targets)]
            if not any(reference["name"].startswith("incidents/") for reference in about):
                about.append({"name": self.random.choice(list(self.incidents)), **self.doubt(0.1)})
        elif kind in ANSWERS and not about and not targets:
            targets = [self.random.choice(self.targets)]
        parts = {"about": about, "targetActors": targets, **self.parts(kind, others)}
        statement["kind"] = f"STATEMENT_KIND_{kind}"
        statement.update({field: part for field, part in parts.items() if part})

    def both_sides(self, kind, others):
        """Now and then agreement with an accusation and with a denial of the same at once."""
        sides = [{"ATTRIBUTES", "CLAIMS", "SANCTIONS", "CONDEMNS"}, {"DENIES", "REJECTS", "DOUBTS"}]
        accusations, denials = (
            [one for one in others if self.statements[one]["kind"].removeprefix("STATEMENT_KIND_") in side]
            for side in sides
        )
        pairs = [(one, other) for one in accusations for other in denials if self.is_of_the_same(one, other)]
        if kind != "CORROBORATES" or not pairs or self.chance(0.5):
            return None
        return [{"name": name, **self.doubt(0.25)} for name in self.random.choice(pairs)], []

    def is_of_the_same(self, one, other):
        accused = [self.statements[name].get("targetActors", []) for name in (one, other)]
        incidents = [[ref["name"] for ref in self.statements[name].get("about", [])] for name in (one, other)]
        return bool(set(accused[0]) & set(accused[1]) and set(incidents[0]) & set(incidents[1]) & set(self.incidents))

    def subjects(self, kind, others):
        answering = {"CORROBORATES": 0.5, "DENIES": 0.4, "REJECTS": 0.6, "DOUBTS": 0.6}.get(kind, 0.1)
        incidents = list(self.incidents)
        if self.chance(0.12):
            names = self.some(incidents + others + list(self.actors)[:2], 1, 3)
            return [{"name": name, **self.doubt(0.75)} for name in names], self.some(self.targets, 0, 2)
        names = self.some(others, 1, self.random.choice([1, 1, 2, 3])) if self.chance(answering) else []
        if not names or self.chance(0.3):
            names += self.some(incidents, 1, 1 if self.chance(0.8) else 2)
        least = 0 if kind in ("CLAIMS", "DENIES", "REJECTS", "CORROBORATES") and self.chance(0.7) else 1
        most = self.random.choice([1, 1, 2, 3])
        return [{"name": name} for name in names], self.some(self.targets, least, max(least, most * least))

    def parts(self, kind, others):
        measure = {"type": "MEASURE_TYPE_SANCTIONS"}
        if kind == "LINKS":
            return {"link": self.link()}
        if kind == "ASSESSES":
            return {"assessment": {"dimension": "damage", "value": "slight"}}
        if kind == "ANNOUNCES_MEASURE" or (kind == "SANCTIONS" and self.chance(0.5)):
            return {"measure": measure}
        return {}

    def link(self):
        incidents, actors = list(self.incidents), self.speakers + self.targets
        kind, of = self.random.choice([
            ("SAME_ACTORS", incidents), ("SAME_ACTORS", incidents), ("SAME_AS", incidents), ("SAME_AS", actors),
            ("SAME_AS", self.targets), ("RELATED", incidents),
        ])
        if len(set(of)) < 2:
            kind, of = "SAME_AS", list(self.actors)
        one, other = self.random.sample(sorted(set(of)), 2)
        return {"type": f"LINK_TYPE_{kind}", "from": one, "to": other}

    # What the server asks of a retraction: that both have one principal (section 2)

    def can_take_back(self, retraction, other):
        return self.principal(retraction) == self.principal(other)

    def principal(self, statement):
        actors, sources = list(self.actors.values()), list(self.sources.values())
        record = meaning.Record({"actors": actors, "sources": sources, "incidents": [], "statements": []})
        return record.principal({**statement, "created": RECORDED})

    # Deletions and questions

    def referred_to(self):
        return {
            name
            for other in self.statements.values()
            for name in [reference["name"] for reference in other.get("about", [])]
        }

    def delete_some(self):
        if self.chance(0.15):
            free = [name for name in self.statements if name not in self.referred_to()]
            self.deleted = self.some(free, 1, 2)

    def add_questions(self):
        times = [
            time["latest"] for statement in self.statements.values() for time in [statement.get("said")]
            if time and "latest" in time
        ]
        day = self.random.choice(self.days)
        times += [f"{day}T12:00:00Z", f"{day}T23:59:59.999999998Z", f"{day}T00:00:00Z"]
        last = self.last_step + len(self.deleted)
        for incident in self.incidents:
            self.questions.append({"incident": incident, "step": last})
            for time in self.some(sorted(set(times)), 1, 1):
                self.questions.append({"incident": incident, "step": last, "saidAsOf": time})
            if self.chance(0.3):
                self.questions.append({"incident": incident, "step": self.random.randint(BEFORE - 1, last)})

    # What is recorded after a step, and how it is written

    def resources(self, step):
        gone = {name for place, name in enumerate(self.deleted) if self.last_step + 1 + place <= step}
        statements = [
            self.version(name, step) for name in self.statements if self.created[name] <= step and name not in gone
        ]
        return {
            "actors": self.actors.values(), "sources": self.sources.values(), "incidents": self.incidents.values(),
            "statements": statements,
        }

    def version(self, name, step):
        """As it stands after a step; "created" and "sequence" are for the rules."""
        updated = self.updated[name]
        is_draft = updated is not None and step < updated
        statement = self.draft(name) if is_draft else self.statements[name]
        written = self.created[name] if is_draft or updated is None else updated
        return {**statement, "created": RECORDED + self.created[name], "sequence": written}

    def draft(self, name):
        """What a statement that is written again was before: the same voice and time, saying nothing."""
        kept = {field: value for field, value in self.statements[name].items()
                if field in ("name", "speaker", "onBehalfOf", "said", "appearances")}
        return {**kept, "kind": "STATEMENT_KIND_REPORTS"}

    def writes(self):
        """The calls, each with its step."""
        calls = [
            self.batch(0, "Actors", "Actor", self.actors.values()),
            self.batch(1, "Statements", "Source", self.sources.values()),
            self.batch(2, "Incidents", "Incident", self.incidents.values()),
        ]
        for step in range(BEFORE, self.last_step + 1):
            created = [self.draft(name) if self.updated[name] else self.statements[name]
                       for name in self.statements if self.created[name] == step]
            if created:
                calls.append(self.batch(step, "Statements", "Statement", created))
            for name in self.statements:
                if self.updated[name] == step:
                    calls.append(call(step, "Statements", "UpdateStatement", {"statement": self.statements[name]}))
        for place, name in enumerate(self.deleted):
            calls.append(call(self.last_step + 1 + place, "Statements", "DeleteStatement", {"name": name}))
        return calls

    @staticmethod
    def batch(step, service, singular, resources):
        field = singular.lower()
        requests = []
        for resource in resources:
            fields = {name: value for name, value in resource.items() if name != "name"}
            requests.append({field: fields, f"{field}Id": resource["name"].partition("/")[2]})
        return call(step, service, f"BatchCreate{singular}s", {"requests": requests})


def call(step, service, method, request):
    return {"step": step, "method": f"dossier.v1.{service}/{method}", "request": request}


def generate(seed, number):
    """The record of a number; the same for the same seed."""
    return Record(seed, number, f"n{number}-")


def without(record, name):
    """The record without a statement, and without those that would be left about nothing."""
    smaller = copy.deepcopy(record)
    if name not in smaller.statements:
        return smaller
    del smaller.statements[name]
    smaller.deleted = [one for one in smaller.deleted if one != name]
    for other, statement in list(smaller.statements.items()):
        about = [reference for reference in statement.get("about", []) if reference["name"] != name]
        if len(about) < len(statement.get("about", [])):
            statement["about"] = about
            if not about:
                smaller = without(smaller, other)
    return smaller


def smaller(seed, number, attempt, left_out):
    """A record without some statements (the ends of their names), and each time without one more. Each has names of its
    own, so that all can be written beside each other."""
    place = 0
    while True:
        prefix = f"n{number}t{attempt}x{place}-"
        record = Record(seed, number, prefix)
        for end in left_out:
            record = without(record, f"statements/{prefix}{end}")
        if place == len(record.statements):
            return
        name = list(record.statements)[place]
        record = without(record, name)
        record.left_out = left_out + [name.removeprefix(f"statements/{prefix}")]
        yield record
        place += 1
