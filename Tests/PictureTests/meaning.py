"""What is said of an incident, and by whom: sections 1 to 4 of docs/pictures.md (reference.py has the others)."""

from datetime import datetime, timezone
from functools import cache

ASSERTS, IMPUTES, DISPUTES = "SIGN_ASSERTS", "SIGN_IMPUTES", "SIGN_DISPUTES"
# "asserts comes before imputes, and imputes before disputes".
SIGNS = [ASSERTS, IMPUTES, DISPUTES]
# How far retractions of each other, steps to the top, and answers to answers are followed.
RETRACTIONS, STEPS_UP, ANSWERS = 8, 16, 8


@cache
def instant(timestamp):
    """Nanoseconds since 1970 of a google.protobuf.Timestamp in JSON."""
    second, _, fraction = timestamp.removesuffix("Z").partition(".")
    date = datetime.fromisoformat(second).replace(tzinfo=timezone.utc)
    return int(date.timestamp()) * 1_000_000_000 + int(fraction.ljust(9, "0") or 0)


def bound(fuzzy, side):
    """The "earliest" or "latest" of a FuzzyTime; None where it, or the whole time, is absent."""
    return instant(fuzzy[side]) if fuzzy and side in fuzzy else None


def excludes(fuzzy, first, last):
    """Whether a FuzzyTime has nothing in common with the time from first to last; None is no bound."""
    earliest, latest = bound(fuzzy, "earliest"), bound(fuzzy, "latest")
    ends_before = latest is not None and first is not None and latest < first
    begins_after = earliest is not None and last is not None and earliest > last
    return ends_before or begins_after


class Record:
    """What is recorded after some step of writing it, and sections 1 to 4, which need no more than that.

    Resources are as on the wire. Besides, statements carry "created", in nanoseconds, and "sequence", the number of the
    step that wrote the version.
    """

    def __init__(self, resources):
        self.actors = {actor["name"]: actor for actor in resources["actors"]}
        self.sources = {source["name"]: source for source in resources["sources"]}
        self.incidents = {incident["name"]: incident for incident in resources["incidents"]}
        self.statements = {statement["name"]: statement for statement in resources["statements"]}

    # 1. Which statements

    def time(self, statement):
        said = bound(statement.get("said"), "latest")
        if said is not None:
            return said
        sources = [self.sources[appearance["source"]] for appearance in statement.get("appearances", [])]
        published = [bound(source.get("published"), "latest") for source in sources]
        return min([time for time in published if time is not None], default=statement["created"])

    def order(self, statement):
        time, earliest = self.time(statement), bound(statement.get("said"), "earliest")
        return (time, time if earliest is None else earliest, statement["sequence"], statement["name"])

    def is_said(self, statement, said_as_of):
        return said_as_of is None or self.time(statement) <= said_as_of

    def counts(self, statement, said_as_of):
        return self.is_said(statement, said_as_of) and not self.is_taken_back(statement, said_as_of, RETRACTIONS)

    def is_taken_back(self, statement, said_as_of, retractions_left):
        if retractions_left == 0:
            return False
        return any(
            other["kind"] == "STATEMENT_KIND_RETRACTS"
            and statement["name"] in names(other)
            and self.principal(other) == self.principal(statement)
            and self.is_said(other, said_as_of)
            and not self.is_taken_back(other, said_as_of, retractions_left - 1)
            for other in self.statements.values()
        )

    # 2. Whose voice

    def principal(self, statement):
        return self.top(voice(statement), self.time(statement), STEPS_UP)

    def top(self, name, time, steps_left):
        actor = self.actors[name]
        if actor.get("relayer") or steps_left == 0:
            return name
        if "parent" in actor:
            return self.top(actor["parent"], time, steps_left - 1)
        if is_individual(actor):
            held = [role for role in actor.get("roles", []) if not excludes(role.get("valid"), time, time)]
            tops = {self.top(role["organization"], time, steps_left - 1) for role in held}
            if len(tops) == 1:
                return tops.pop()
        return name

    def is_relayer(self, name):
        return self.actors[name].get("relayer", False)

    # 3. Of whom

    def can_be_accused(self, name):
        actor = self.actors[name]
        return not actor.get("placeholder") and actor.get("identityClass") != "IDENTITY_CLASS_COLLECTIVE"

    def above(self, name, incident):
        """All that lies above an actor, as of what is known of the incident's time."""
        found, waiting = set(), [name]
        while waiting:
            actor = self.actors[waiting.pop()]
            nearest = [actor["parent"]] if "parent" in actor else []
            if is_individual(actor):
                occurred = incident.get("occurred")
                first, last = bound(occurred, "earliest"), bound(occurred, "latest")
                held = [role for role in actor.get("roles", []) if not excludes(role.get("valid"), first, last)]
                nearest += [role["organization"] for role in held]
            waiting += [one for one in nearest if one not in found]
            found.update(nearest)
        return found

    # 4. What a statement means for an incident

    def meanings(self, incident):
        """Of each statement, its pairs of accused and sign: None for one that is meant, its candidates for one that is
        possible."""
        found = {name: {} for name in self.statements}
        step = {name: self.direct_pairs(statement, incident) for name, statement in self.statements.items()}
        for number in range(ANSWERS + 1):
            for name, pairs in step.items():
                for pair, candidates in pairs:
                    note(found[name], pair, candidates)
            step = {name: self.answered_pairs(statement, step) for name, statement in self.statements.items()}
        return found

    def direct_pairs(self, statement, incident):
        """What it means because it is about the incident: step 0."""
        pairs = []
        for reference in statement.get("about", []):
            if reference["name"] == incident:
                candidates = candidate_names(statement) if reference.get("candidate") else None
                sign, accused = sign_and_accused(statement)
                pairs += [((one, sign), candidates) for one in accused]
        return pairs

    def answered_pairs(self, statement, before):
        """What it means because it is about statements: one step after what these mean."""
        pairs = []
        for reference in statement.get("about", []):
            for (accused, sign), inherited in before.get(reference["name"], []):
                sign = self.answer(statement, sign, self.statements[reference["name"]])
                candidates = candidate_names(statement) if reference.get("candidate") else inherited
                if sign:
                    pairs.append(((accused, sign), candidates))
        return pairs

    @staticmethod
    def answer(statement, sign, answered):
        kind = statement["kind"].removeprefix("STATEMENT_KIND_")
        if kind == "CORROBORATES":
            return sign
        if kind == "REJECTS" and "measure" in answered:
            return None
        if kind in ("DENIES", "REJECTS", "DOUBTS"):
            return DISPUTES if sign in (ASSERTS, IMPUTES) else None
        return None


def note(pairs, pair, candidates):
    """Adds a pair. One that is meant is not possible besides; of two doubts the nearest, then the first, stays."""
    if pair not in pairs or candidates is None:
        pairs[pair] = candidates


def sign_and_accused(statement):
    """The table of section 4."""
    kind, targets = statement["kind"].removeprefix("STATEMENT_KIND_"), statement.get("targetActors", [])
    is_about_statement = any(name.startswith("statements/") for name in names(statement))
    if kind in ("ATTRIBUTES", "CORROBORATES"):
        return ASSERTS, targets
    if kind == "CLAIMS":
        return ASSERTS, targets or [voice(statement)]
    if kind in ("SANCTIONS", "CONDEMNS"):
        return IMPUTES, targets
    if kind in ("DENIES", "REJECTS"):
        return DISPUTES, targets or ([] if is_about_statement else [voice(statement)])
    if kind == "DOUBTS":
        return DISPUTES, targets
    return None, []


def voice(statement):
    return statement.get("onBehalfOf") or statement["speaker"]


def names(statement):
    return [reference["name"] for reference in statement.get("about", [])]


def candidate_names(statement):
    return [reference["name"] for reference in statement.get("about", []) if reference.get("candidate")]


def is_individual(actor):
    return actor.get("identityClass") == "IDENTITY_CLASS_INDIVIDUAL"
