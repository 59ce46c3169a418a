"""A synthetic STIX 2.1 bundle of any size, the same each time. Of a hundred objects about seven are intrusion sets, ten
campaigns, fifteen relationships `attributed-to`, eight `targets`, and the rest what the record has no place for: `uses` and
attack patterns, as in MITRE's bundles. Each has a description of some hundred words, a few references and an author."""
import json, random, uuid

AUTHORS, WORDS, YEARS = 200, 20_000, 10
TLP_CLEAR = "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487"


class Bundle:
    def __init__(self, seed=1):
        self.random = random.Random(seed)
        syllables = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "er", "on")]
        self.words = ["".join(self.random.choices(syllables, k=self.random.randint(1, 4))) for _ in range(WORDS)]
        self.authors = [self.id("identity") for _ in range(AUTHORS)]
        self.sets, self.campaigns, self.patterns = [], [], []

    def id(self, type):
        return f"{type}--{uuid.UUID(int=self.random.getrandbits(128), version=4)}"

    def time(self):
        draw = self.random.randint
        return f"20{draw(15, 15 + YEARS - 1)}-{draw(1, 12):02}-{draw(1, 28):02}T{draw(0, 23):02}:{draw(0, 59):02}:00.000Z"

    def text(self, least, most):
        """Words, the first of the list far oftener than the last, as in every language."""
        count = self.random.randint(least, most)
        return " ".join(self.words[int(WORDS ** self.random.random()) - 1] for _ in range(count)).capitalize() + "."

    def object(self, type, **properties):
        created, number = self.time(), self.random.randint(0, 10**9)
        references = [{"source_name": self.text(2, 4), "url": f"https://reports.example/{number + i}"}
                      for i in range(self.random.randint(1, 4))]
        return {"type": type, "spec_version": "2.1", "id": self.id(type), "created": created, "modified": created,
                "created_by_ref": self.random.choice(self.authors), "object_marking_refs": [TLP_CLEAR],
                "external_references": references, **properties}

    def relationship(self, kind, source, target):
        return self.object("relationship", relationship_type=kind, source_ref=source, target_ref=target,
                           description=self.text(20, 100))

    def intrusion_set(self):
        made = self.object("intrusion-set", name=f"{self.text(1, 2)} {len(self.sets)}", description=self.text(50, 300),
                           aliases=[f"{self.text(1, 2)} {len(self.sets)}-{i}" for i in range(self.random.randint(0, 4))])
        self.sets.append(made["id"])
        return made

    def campaign(self):
        made = self.object("campaign", name=f"{self.text(2, 3)} {len(self.campaigns)}", description=self.text(50, 300),
                           first_seen=self.time())
        self.campaigns.append(made["id"])
        return made

    def pattern(self):
        made = self.object("attack-pattern", name=self.text(2, 5), description=self.text(50, 300))
        self.patterns.append(made["id"])
        return made

    def next(self):
        draw, pick = self.random.random(), self.random.choice
        if draw < 0.07:
            return self.intrusion_set()
        if draw < 0.17:
            return self.campaign()
        if draw < 0.32:
            return self.relationship("attributed-to", pick(self.campaigns), pick(self.sets))
        if draw < 0.40:
            return self.relationship("targets", pick(self.campaigns), pick(self.authors))
        if draw < 0.45:
            return self.pattern()
        return self.relationship("uses", pick(self.sets), pick(self.patterns))

    def first(self):
        """What the others refer to."""
        for author in self.authors:
            time = self.time()
            yield {"type": "identity", "spec_version": "2.1", "id": author, "created": time, "modified": time,
                   "name": self.text(2, 3), "identity_class": "organization", "object_marking_refs": [TLP_CLEAR]}
        for make in (self.intrusion_set, self.campaign, self.pattern):
            yield make()


def write(path, size):
    """Writes one of so many bytes, or a little more."""
    bundle = Bundle()
    with open(path, "w") as out:
        out.write(f'{{"type": "bundle", "id": "{bundle.id("bundle")}", "objects": [\n')
        separator = ""
        for made in bundle.first():
            out.write(separator + json.dumps(made))
            separator = ",\n"
        while out.tell() < size:
            out.write(separator + json.dumps(bundle.next()))
        out.write("\n]}\n")
