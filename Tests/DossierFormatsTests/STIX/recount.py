"""Counts independently what an import should make of a STIX bundle, and prints it as JSON.

    recount.py BUNDLE
"""

import collections
import json
import sys

ACTORS = {"identity", "threat-actor", "intrusion-set"}
INCIDENTS = {"campaign", "incident"}


def kind(reference):
    return reference.split("--")[0]


def main(path):
    objects = json.load(open(path, encoding="utf-8"))["objects"]
    types = collections.Counter(each["type"] for each in objects)
    relations = [each for each in objects if each["type"] == "relationship"]
    statements = [
        each
        for each in relations
        if kind(each["source_ref"]) in ACTORS | INCIDENTS and kind(each["target_ref"]) in ACTORS | INCIDENTS
    ]
    withdrawn = [each for each in statements if each.get("revoked") or each.get("x_mitre_deprecated")]
    described = [each for each in objects if each["type"] in ACTORS and each.get("description")]
    authors = {each.get("created_by_ref") for each in statements + described}
    actors = sum(types[each] for each in ACTORS)
    incidents = sum(types[each] for each in INCIDENTS)
    print(
        json.dumps(
            {
                "things": len(objects),
                "understood": actors + incidents + len(statements),
                "folded": types["marking-definition"],
                "notUnderstood": len(relations) - len(statements),
                "actors": actors + (1 if None in authors else 0),
                "sources": len(authors),
                "incidents": incidents,
                "statements": len(statements) + len(withdrawn) + len(described),
            }
        )
    )


if __name__ == "__main__":
    main(sys.argv[1])
