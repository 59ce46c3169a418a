"""Counts what a data set's file holds, and what has to become of it, without the project's code.

    recount.py cells FILE                 SHA-1 of all cells of a CSV file
    recount.py incidents|attributions|galaxy FILE
"""

import ast
import collections
import csv
import hashlib
import itertools
import json
import sys

ABSENT = {"", "Not available", "Unknown", "None", "NaT", "Unknown - not attributed"}
ASSESSED = [
    "data_theft", "disruption", "hijacking", "physical_effects_spatial", "physical_effects_temporal",
    "weighted_cyber_intensity", "impact_indicator", "functional_impact", "intelligence_impact",
    "political_impact_affected_entities", "political_impact_third_countries", "economic_impact",
    "state_responsibility_indicator", "IL_breach_indicator", "IL_breach_indicator_subcode",
    "evidence_for_sanctions_indicator", "legal_attribution_reference", "legal_attribution_reference_subcode",
    "legal_response_indicator",
]
STATE = "State"


def table(path):
    with open(path, newline="", encoding="utf-8-sig") as file:
        return list(csv.reader(file))


def rows(path):
    header, *body = table(path)
    return [dict(zip(header, row)) for row in body]


def known(text):
    text = " ".join((text or "").split())
    return None if text in ABSENT else text


def distinct(values):
    return list(dict.fromkeys(value for value in map(known, values) if value))


def parts(text):
    """Cut at semicolons that stand outside of parentheses and before a space or the end."""
    result, depth = [""], 0
    for index, letter in enumerate(text):
        depth += {"(": 1, ")": -1 if depth else 0}.get(letter, 0)
        if letter == ";" and depth == 0 and (text[index + 1:index + 2] or " ").isspace():
            result.append("")
        else:
            result[-1] += letter
    return result


def accused(entries, crossed):
    """Names of actors, as texts, for (name, country, category) of each entry."""
    named = distinct(entry[0] for entry in entries)
    countries = {entry[1] for entry in entries if entry[1]}
    sure = not crossed or len(countries) == 1 or {entry[2] for entry in entries} == {STATE}
    states = distinct(entry[1] for entry in entries if entry[2] == STATE) if sure else []
    unnamed = [] if crossed and named else [
        "unnamed " + ", ".join(filter(None, (category, country)))
        for name, country, category in entries
        if not name and (country or category) and not (category == STATE and country)
    ]
    return distinct(named + states + unnamed)


def literal(text):
    return ast.literal_eval(text) if text else []


def settled(row):
    cells = [[known(value) for value in literal(row[f"initiator_{part}"])] for part in ("name", "country", "category")]
    lengths = {len(cell) for cell in cells if cell}
    if len(lengths) <= 1:
        length = max(map(len, cells))
        return accused(list(zip(*[cell or [None] * length for cell in cells])), False)
    return accused(list(itertools.product(*[cell or [None] for cell in cells])), True)


def measures(row, prefix):
    cells = [
        parts(row[f"{prefix}_{part}"]) if row[f"{prefix}_{part}"] else []
        for part in ("date", "type", "type_subcode", "country", "actor")
    ]
    length = len(cells[1])
    if any(len(cell) not in (0, length) for cell in cells):
        return
    for index in range(length):
        _, kind, subcode, country, actor = [known(cell[index]) if cell else None for cell in cells]
        if (kind or subcode) and (country or actor):
            yield [value for value in (actor, country) if value]


def incidents(path):
    result, actors = collections.Counter(), {"eurepoc"}
    for row in rows(path):
        result["rows"] += 1
        result["incidents"] += 1
        result["types"] += sum(known(part) is not None for part in parts(row["incident_type"]))
        result["addresses"] += len(set(literal(row["sources_url"])))
        result["ASSESSES"] += sum(
            any(known(part) not in (None, "none") for part in parts(row[column])) for column in ASSESSED
        )
        holders = settled(row)
        result["ATTRIBUTES"] += bool(holders)
        actors.update(holders)
        for prefix in ("political_response", "legal_response"):
            for speakers in measures(row, prefix):
                result["ANNOUNCES_MEASURE"] += 1
                actors.update(speakers)
        for country, category in zip(
            literal(row["receiver_country"]), literal(row["receiver_category"]) or itertools.repeat([])
        ):
            if known(country) and set(category) == {"State institutions / political system"}:
                actors.add(known(country))
        # A single country stands for all receivers.
        if len(literal(row["receiver_country"])) == 1 and len(literal(row["receiver_category"])) > 1:
            if any(set(category) == {"State institutions / political system"} for category in literal(row["receiver_category"])):
                actors.add(known(literal(row["receiver_country"])[0]))
        result["year-only starts"] += row["start_date"].endswith("-01-01")
    result["actors"] = len(actors)
    return result


def attributions(path):
    result, actors, pairs = collections.Counter(), {"eurepoc"}, collections.defaultdict(list)
    for row in rows(path):
        result["rows"] += 1
        pairs[row["incident_ID"], row["attribution_ID"]].append(row)
    result["pairs"] = len(pairs)
    for pair in pairs.values():
        if not any(known(value) for row in pair for name, value in row.items() if not name.endswith("_ID")):
            result["empty"] += len(pair)
            continue
        result["understood"] += 1
        result["folded"] += len(pair) - 1

        def column(name):
            return distinct(row[name] for row in pair)

        bases = column("attribution_basis")
        names = column("attributed_initiator")
        speakers = (
            column("attributing_actor") or column("attribution_it_company") or column("attributing_country")
        )
        claims = names if not speakers and bases == ["Attacker confirms"] else [name for name in speakers if name in names]
        others = [name for name in speakers if name not in names]
        entries = [tuple(known(row[f"attributed_initiator{part}"]) for part in ("", "_country", "_category")) for row in pair]
        targets = accused(entries, True)
        acts = len(others) if claims or others else 1
        result["CLAIMS"] += len(claims)
        result["ATTRIBUTES" if targets else "REPORTS"] += acts
        if "Contested attribution" in bases:
            result["ASSESSES"] += len(claims) + acts
        actors.update(claims + others + (targets if acts else []))
        types = column("attribution_type")
        countries = column("attributing_country")
        if others and len(countries) == 1 and (
            "Attribution by receiver government / state entity" in bases
            or any(text.startswith("Political statement") or text == "Domestic legal action" for text in types)
        ):
            actors.update(countries)
    result["actors"] = len(actors)
    return result


def galaxy(path):
    with open(path, encoding="utf-8") as file:
        clusters = json.load(file)["values"]
    result, ids = collections.Counter(), {cluster["uuid"] for cluster in clusters}
    producers, sponsors = set(), set()
    for cluster in clusters:
        meta = cluster["meta"]
        result["clusters"] += 1
        result["synonyms"] += len(meta.get("synonyms", []))
        result["references"] += len(set(meta.get("refs", [])) | set(meta.get("references", [])) | set(meta.get("sources", [])))
        result["CHARACTERISES"] += bool(cluster.get("description"))
        producers |= {value for name, value in meta.items() if name.startswith("origin:")}
        sponsor = meta.get("cfr-suspected-state-sponsor", "Unknown")
        if sponsor != "Unknown":
            result["LINKS"] += 1
            sponsors.add({"People's Republic of China": "China", "US": "United States"}.get(sponsor, sponsor))
        elif "attribution-confidence" in meta and meta.get("country"):
            result["ASSESSES"] += 1
        for relation in cluster.get("related", []):
            if relation["dest-uuid"] == cluster["uuid"]:
                result["to itself"] += 1
            elif relation["dest-uuid"] in ids:
                result["LINKS"] += 1
                result["SAME_AS"] += relation["type"] == "similar"
            else:
                result["dangling"] += 1
    result["actors"] = 1 + len(clusters) + len(producers) + len(sponsors)
    return result


def cells(path):
    text = "\x1e".join("\x1f".join(row) for row in table(path))
    return {"rows": len(table(path)), "sha1": hashlib.sha1(text.encode()).hexdigest()}


if __name__ == "__main__":
    csv.field_size_limit(1 << 27)
    print(json.dumps(globals()[sys.argv[1]](sys.argv[2])))
