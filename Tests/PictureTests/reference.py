"""The picture of an incident, computed by the rules of docs/pictures.md, from that page alone.

    reference.py records SEED FIRST COUNT            random records and what their pictures must be, a JSON line each
    reference.py smaller SEED NUMBER TRY LEFT-OUT    the same of one record, each time without one statement more

It is written to be checked against the page, section by section, by reading: sections 1 to 4 are in meaning.py, the
others here. It is as slow as that makes it. Nothing here was taken from the server's code, and nothing should be.
"""

import json
import sys

import records
from meaning import ASSERTS, DISPUTES, IMPUTES, SIGNS, Record, instant

# In the order of section 7 and of the enum.
STATUSES = [
    "CONTESTED", "DENIED_BY_ACCUSED", "ADMITTED", "CORROBORATED", "CLAIMED", "IMPUTED", "REPORTED", "UNATTRIBUTED",
]


class Positions:
    """What counts of an incident, by a time, and section 5."""

    def __init__(self, record, incident, said_as_of):
        self.record = record
        self.above = {name: record.above(name, record.incidents[incident]) for name in record.actors}
        meanings = record.meanings(incident)
        self.counting = sorted(
            [statement for statement in record.statements.values() if record.counts(statement, said_as_of)],
            key=record.order,
        )
        self.meant = {one["name"]: only_first_signs(meanings[one["name"]]) for one in self.counting}
        self.possible = {
            one["name"]: {pair: doubt for pair, doubt in meanings[one["name"]].items() if doubt is not None}
            for one in self.counting
        }

    # The rest of section 4: up and down

    def are_in_one_hierarchy(self, one, other):
        return one == other or other in self.above[one] or one in self.above[other]

    def sign(self, statement, accused):
        """What a statement that counts says of somebody, named in it or above or below one who is; None: nothing."""
        signs = [
            sign
            for (named, sign) in self.meant[statement["name"]]
            if named == accused or (self.record.can_be_accused(named) and self.reaches(named, sign, accused))
        ]
        return min(signs, key=SIGNS.index, default=None)

    def reaches(self, named, sign, accused):
        return named in self.above[accused] if sign == DISPUTES else accused in self.above[named]

    def accused(self):
        found = set()
        for pairs in self.meant.values():
            for named, sign in pairs:
                if self.record.can_be_accused(named):
                    found.add(named)
                    if sign != DISPUTES:
                        found |= self.above[named]
        return sorted(name for name in found if self.record.can_be_accused(name))

    def statements_on(self, accused):
        return [statement for statement in self.counting if self.sign(statement, accused)]

    # 5. Positions

    def on(self, accused):
        """The position of each principal: its sign, and the statements that it rests on, the first one first."""
        positions = {}
        for statement in self.statements_on(accused):
            principal, sign = self.record.principal(statement), self.sign(statement, accused)
            position = positions.get(principal)
            if position and position["sign"] == sign:
                position["statements"].append(statement)
            elif position and position["sign"] == ASSERTS and sign == IMPUTES:
                pass
            else:
                positions[principal] = {"principal": principal, "sign": sign, "statements": [statement]}
        return positions

    def listed_on(self, accused):
        """The same positions as the picture lists them."""
        listed = {"own": None, "relayers": [], "asserters": [], "imputers": [], "disputers": []}
        lists = {ASSERTS: "asserters", IMPUTES: "imputers", DISPUTES: "disputers"}
        by_first = sorted(self.on(accused).values(), key=lambda one: self.record.order(one["statements"][0]))
        for position in by_first:
            if self.record.is_relayer(position["principal"]):
                listed["relayers"].append(position)
            elif self.are_in_one_hierarchy(position["principal"], accused):
                if not listed["own"] or self.last(listed["own"]) < self.last(position):
                    listed["own"] = position
            else:
                listed[lists[position["sign"]]].append(position)
        return listed

    def last(self, position):
        return self.record.order(position["statements"][-1])


def only_first_signs(pairs):
    """The pairs that are meant; of several signs for one accused the first."""
    meant = [pair for pair, doubt in pairs.items() if doubt is None]
    return [
        (named, sign) for named, sign in meant
        if not any(other == named and SIGNS.index(before) < SIGNS.index(sign) for other, before in meant)
    ]


# 6. Apart, never counted


def inferred(record, incident, said_as_of):
    here, entries = Positions(record, incident, said_as_of), []
    for link in here.counting:
        principal = record.principal(link)
        if link["kind"] != "STATEMENT_KIND_LINKS" or record.is_relayer(principal):
            continue
        kind, ends = link["link"]["type"], [link["link"]["from"], link["link"]["to"]]
        if kind not in ("LINK_TYPE_SAME_ACTORS", "LINK_TYPE_SAME_AS"):
            continue
        for one, other in (ends, ends[::-1]):
            if one == incident:
                there = Positions(record, other, said_as_of)
                for accused in there.accused():
                    entries += inference(there, link, principal, accused, accused, other)
            elif one.startswith("actors/") and record.can_be_accused(other):
                entries += inference(here, link, principal, one, other, incident)
    entries.sort(key=lambda entry: entry["accused"])
    return latest_first(record, entries, lambda entry: entry["path"][0])


def inference(positions, link, principal, asserted, accused, incident):
    """One entry, if it is the principal's position that the asserted one did it, and he has named him."""
    position = positions.on(asserted).get(principal)
    naming = [
        statement["name"] for statement in positions.counting
        if positions.record.principal(statement) == principal
        and (asserted, ASSERTS) in positions.meant[statement["name"]]
    ]
    if not position or position["sign"] != ASSERTS or not naming:
        return []
    path = [link["name"], naming[-1]]
    return [said(link, {"principal": principal, "accused": accused, "path": path, "incident": incident})]


def possible(positions):
    entries = [
        pair_entry(positions, statement, named, sign, {"candidates": candidates})
        for statement in positions.counting
        for (named, sign), candidates in positions.possible[statement["name"]].items()
    ]
    return in_order(positions, entries)


def unresolved(positions):
    entries = [
        pair_entry(positions, statement, named, sign, {})
        for statement in positions.counting
        for named, sign in positions.meant[statement["name"]]
        if not positions.record.can_be_accused(named)
    ]
    return in_order(positions, entries)


def pair_entry(positions, statement, named, sign, more):
    principal = positions.record.principal(statement)
    entry = {"principal": principal, "accused": named, "sign": sign, "statement": statement["name"], **more}
    return said(statement, entry)


def in_order(positions, entries):
    entries.sort(key=lambda entry: (entry["accused"], SIGNS.index(entry["sign"])))
    return latest_first(positions.record, entries, lambda entry: entry["statement"])


def latest_first(record, entries, name):
    return sorted(entries, key=lambda entry: record.order(record.statements[name(entry)]), reverse=True)


# 7. Status


def status(positions, accused, listed):
    own = listed["own"]["sign"] if listed["own"] else None
    asserters, imputers = listed["asserters"], listed["imputers"]
    reports = [one for one in listed["relayers"] if one["sign"] != DISPUTES]
    somebody_says_so = asserters or imputers or reports or own in (ASSERTS, IMPUTES)
    if somebody_says_so and (listed["disputers"] or has_rival(positions, accused)):
        return "CONTESTED"
    if somebody_says_so and own == DISPUTES:
        return "DENIED_BY_ACCUSED"
    if own == ASSERTS:
        return "ADMITTED"
    voices = [one["principal"] for one in asserters]
    if any(not positions.are_in_one_hierarchy(one, other) for one in voices for other in voices):
        return "CORROBORATED"
    if asserters:
        return "CLAIMED"
    if imputers or own == IMPUTES:
        return "IMPUTED"
    return "REPORTED" if reports else "UNATTRIBUTED"


def has_rival(positions, accused):
    did_it_too = {one["principal"] for one in positions.on(accused).values() if one["sign"] == ASSERTS}
    for rival in positions.accused():
        listed = positions.listed_on(rival)
        own = [listed["own"]] if listed["own"] and listed["own"]["sign"] == ASSERTS else []
        asserted_by = {one["principal"] for one in listed["asserters"] + own}
        if not positions.are_in_one_hierarchy(rival, accused) and asserted_by - did_it_too:
            return True
    return False


# The picture, in proto3 JSON: what is empty is left out. Words (appearances), the moment and the limits are not in it.


def picture(record, incident, said_as_of):
    positions = Positions(record, incident, said_as_of)
    accused = [accused_picture(positions, name) for name in positions.accused()]
    accused.sort(
        key=lambda one: (
            STATUSES.index(one["status"].removeprefix("ATTRIBUTION_STATUS_")),
            -len(one.get("asserters", []) + one.get("imputers", [])),
            one["actor"],
        )
    )
    return without_empty({
        "incident": incident,
        "status": accused[0]["status"] if accused else "ATTRIBUTION_STATUS_UNATTRIBUTED",
        "accused": accused,
        "inferred": inferred(record, incident, said_as_of),
        "possible": possible(positions),
        "unresolved": unresolved(positions),
    })


def accused_picture(positions, accused):
    listed, statements = positions.listed_on(accused), positions.statements_on(accused)
    own = [listed["own"]] if listed["own"] else []
    all_listed = listed["asserters"] + listed["imputers"] + listed["disputers"] + listed["relayers"] + own
    return without_empty({
        "actor": accused,
        "status": "ATTRIBUTION_STATUS_" + status(positions, accused, listed),
        "asserters": [position_picture(one) for one in listed["asserters"]],
        "imputers": [position_picture(one) for one in listed["imputers"]],
        "disputers": [position_picture(one) for one in listed["disputers"]],
        "ownPosition": position_picture(own[0]) if own else None,
        "relayers": [position_picture(one) for one in listed["relayers"]],
        "bases": bases(statement for one in all_listed for statement in one["statements"]),
        "firstSaid": statements[0].get("said"),
        "lastSaid": statements[-1].get("said"),
        "statements": [one["name"] for one in reversed(statements)],
        "statementCount": len(statements),
    })


def position_picture(position):
    statements = position["statements"]
    return without_empty({
        "principal": position["principal"],
        "sign": position["sign"],
        "statements": [one["name"] for one in reversed(statements)],
        "said": statements[-1].get("said"),
        "bases": bases(statements),
        "since": statements[0].get("said"),
        "statementCount": len(statements),
    })


def bases(statements):
    given = {statement["basis"] for statement in statements if "basis" in statement}
    return [basis for basis in records.BASES if basis in given]


def said(statement, entry):
    return without_empty({**entry, "said": statement.get("said")})


def without_empty(message):
    return {name: value for name, value in message.items() if value not in (None, [], 0)}


def answered(written):
    """A record as it is written, and what is asked of it, each with the answer."""
    pictures = []
    for question in written.questions:
        said_as_of = instant(question["saidAsOf"]) if "saidAsOf" in question else None
        record = Record(written.resources(question["step"]))
        pictures.append({**question, "expected": picture(record, question["incident"], said_as_of)})
    return {
        "number": written.number, "leftOut": ",".join(written.left_out), "writes": written.writes(),
        "pictures": pictures,
    }


def main(command, seed, *rest):
    if command == "records":
        first, count = map(int, rest)
        found = (records.generate(seed, number) for number in range(first, first + count))
    else:
        number, attempt, left_out = rest
        found = records.smaller(seed, int(number), int(attempt), [name for name in left_out.split(",") if name])
    for written in found:
        print(json.dumps(answered(written), separators=(",", ":")))


if __name__ == "__main__":
    main(*sys.argv[1:])
