"""What is wrong with a STIX bundle, a line each: by OASIS' validator, by the stix2 library, and by its references."""

import json
import sys

import stix2
from stix2validator import ValidationOptions, validate_file

# Strict, but for three recommendations: ids that follow from names are not random (uuid-check), STIX 2.1 itself knows no
# relationships of incidents (relationship-types), and nobody has hashed the pages that are referred to (extref-hashes).
OPTIONS = ValidationOptions(
    version="2.1", strict=True, enforce_refs=True, disabled=["uuid-check", "relationship-types", "extref-hashes"]
)


def references(value, key=""):
    """The ids that stand in properties that refer."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from references(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from references(inner, key)
    elif key.endswith(("_ref", "_refs")):
        yield value


def problems(path):
    """All of them."""
    for result in validate_file(path, OPTIONS).object_results:
        yield from (str(error) for error in result.errors + result.warnings)
    with open(path, encoding="utf-8") as file:
        text = file.read()
    parsed = stix2.parse(text, allow_custom=False)
    objects = json.loads(text)["objects"]
    if len(parsed.objects) != len(objects):
        yield f"stix2 reads {len(parsed.objects)} of {len(objects)} objects"
    ids = {entry["id"] for entry in objects}
    if len(ids) != len(objects):
        yield "an id stands twice"
    for entry in objects:
        yield from (f"{entry['id']} refers to {ref}" for ref in references(entry) if ref not in ids)
    print(len(objects), "objects", file=sys.stderr)


sys.exit("\n".join(problems(sys.argv[1])) or 0)
