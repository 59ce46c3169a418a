"""The other side of the property tests: Python's protobuf, on the protos of this repository.

messages.py generate SEED COUNT FOLDER   writes FOLDER/cases.jsonl: random messages as bytes and as JSON
messages.py check FOLDER                 reads FOLDER/answers.jsonl too and prints what does not agree
"""

import base64
import json
import math
import pathlib
import random
import struct
import subprocess
import sys

from google.protobuf import descriptor_pb2, descriptor_pool, json_format, message_factory

ROOT = pathlib.Path(__file__).resolve().parents[3]
FILES = ["dossier/v1/types", "dossier/v1/incidents", "dossier/v1/actors", "dossier/v1/statements", "dossier/v1/server",
         "google/rpc/status", "google/rpc/error_details", "ttrpc/ttrpc", "wire/kinds", "wire/old"]
CASES, ANSWERS = "cases.jsonl", "answers.jsonl"
DEPTH = 4


class Messages:
    """The protos' message types, compiled into the folder."""

    def __init__(self, folder):
        image = folder / "descriptors.pb"
        subprocess.run(["protoc", f"-I{ROOT}/Protos", f"-I{ROOT}/Tests/CTestProtos", "--include_imports",
                        f"--descriptor_set_out={image}", *(f"{name}.proto" for name in FILES)], check=True)
        self.pool = descriptor_pool.DescriptorPool()
        files = descriptor_pb2.FileDescriptorSet.FromString(image.read_bytes()).file
        for file in files:
            self.pool.Add(file)
        ours = {f"{name}.proto" for name in FILES}
        self.names = [f"{file.package}.{message.name}" for file in files if file.name in ours
                      for message in file.message_type]

    def new(self, name):
        return message_factory.GetMessageClass(self.pool.FindMessageTypeByName(name))()

    def to_json(self, message):
        return json_format.MessageToJson(message, descriptor_pool=self.pool, indent=None, ensure_ascii=False)

    def from_json(self, text, name):
        return json_format.Parse(text, self.new(name), descriptor_pool=self.pool)

    def without_negative_zero(self, message):
        """protobuf-c drops -0.0 where the field has no presence; in what an Any holds, too."""
        if message.DESCRIPTOR.full_name == "google.protobuf.Any" and message.type_url:
            inner = self.new(message.TypeName())
            inner.ParseFromString(message.value)
            message.value = self.without_negative_zero(inner).SerializeToString(deterministic=True)
            return message
        for field, value in message.ListFields():
            if field.message_type is not None:
                for inner in value if field.is_repeated else [value]:
                    self.without_negative_zero(inner)
            elif not field.is_repeated and not field.has_presence and value == 0:
                message.ClearField(field.name)
        return message


class Generator:
    """Random messages; the edges of every type's range are as likely as all between."""

    def __init__(self, messages, seed):
        self.messages = messages
        self.random = random.Random(seed)

    def message(self, name, depth=0):
        message = self.messages.new(name)
        self.fill(message, depth)
        return message

    def fill(self, message, depth):
        name = message.DESCRIPTOR.full_name
        if name == "google.protobuf.Timestamp":
            message.seconds = self.integer(-62135596800, 253402300799)
            message.nanos = self.random.choice([0, 1, 999999999, 500000000, 1000, self.random.randrange(10**9)])
        elif name == "google.protobuf.Duration":
            sign = self.random.choice([1, -1])
            message.seconds = sign * self.integer(0, 315576000000)
            message.nanos = sign * self.random.choice([0, 1, 999999999, 500000000, 1000, self.random.randrange(10**9)])
        elif name == "google.protobuf.FieldMask":
            for _ in range(self.random.randrange(4)):
                message.paths.append(self.random.choice(["title", "target_text", "victims.target_text", "a.b_c.d"]))
        elif name == "google.protobuf.Any":
            message.Pack(self.message(self.random.choice(self.messages.names), depth + 1))
        else:
            density = self.random.choice([0.1, 0.5, 0.9])
            for field in message.DESCRIPTOR.fields:
                if field.is_required or self.random.random() < density:
                    self.set(message, field, depth)

    def set(self, message, field, depth):
        is_message = field.message_type is not None
        if is_message and depth >= DEPTH:
            return
        if field.is_repeated:
            target = getattr(message, field.name)
            for _ in range(self.random.choice([1, 2, 3, 20 if not is_message else 3])):
                if is_message:
                    self.fill(target.add(), depth + 1)
                else:
                    target.append(self.value(field))
        elif is_message:
            target = getattr(message, field.name)
            target.SetInParent()
            self.fill(target, depth + 1)
        else:
            setattr(message, field.name, self.value(field))

    def value(self, field):
        kind = field.cpp_type
        if kind == field.CPPTYPE_INT32:
            return self.integer(-2**31, 2**31 - 1)
        if kind == field.CPPTYPE_UINT32:
            return self.integer(0, 2**32 - 1)
        if kind == field.CPPTYPE_INT64:
            return self.integer(-2**63, 2**63 - 1)
        if kind == field.CPPTYPE_UINT64:
            return self.integer(0, 2**64 - 1)
        if kind == field.CPPTYPE_BOOL:
            return self.random.random() < 0.5
        if kind == field.CPPTYPE_ENUM:
            return self.random.choice([v.number for v in field.enum_type.values] + [99, -1])
        if kind == field.CPPTYPE_DOUBLE:
            return self.real("<Q", "<d", 64, [5e-324, 1.7976931348623157e308])
        if kind == field.CPPTYPE_FLOAT:
            return self.real("<I", "<f", 32, [1e-45, 3.4028234663852886e38])
        if field.type == field.TYPE_BYTES:
            return self.random.randbytes(self.random.choice([0, 1, 2, 3, 4, 5, 100]))
        return self.text()

    def integer(self, low, high):
        return self.random.choice([low, high, max(low, 0), 1, max(low, -1), self.random.randint(low, high),
                                   min(high, self.random.randint(0, 1 << self.random.randrange(64)))])

    def real(self, bits, form, size, edges):
        any_bits = struct.unpack(form, struct.pack(bits, self.random.getrandbits(size)))[0]
        edges = edges + [0.0, -0.0, 1.0, 0.1, 100.0, 1e15, 1e16, 1e17, math.inf, -math.inf, math.nan]
        return self.random.choice([any_bits if not math.isnan(any_bits) else math.nan, *edges])

    def text(self):
        alphabet = self.random.choice(["abcdef xyz", "\"\\/\b\f\n\r\t\x01\x1f\x7f<>&'", "žßéñ", "حمله سایبری", "國家安全",
                                       "😀👩‍👩‍👧\U0010ffff", "\ufffe\uffff\u2028\u2029\ufeff"])
        return "".join(self.random.choice(alphabet) for _ in range(self.random.choice([0, 1, 7, 8, 9, 40])))


def same(left, right):
    return left.SerializeToString(deterministic=True) == right.SerializeToString(deterministic=True)


def generate(seed, count, folder):
    messages = Messages(folder)
    generator = Generator(messages, seed)
    with open(folder / CASES, "w", encoding="utf-8") as file:
        for number in range(count):
            name = messages.names[number % len(messages.names)]
            message = generator.message(name)
            case = {"type": name, "bytes": base64.b64encode(message.SerializeToString()).decode(),
                    "json": messages.to_json(message)}
            file.write(json.dumps(case, ensure_ascii=False) + "\n")


def check(folder):
    """Each answer holds the bytes they made of our JSON and of our bytes, and the JSON they made of our bytes."""
    messages = Messages(folder)
    with open(folder / CASES, encoding="utf-8") as cases, open(folder / ANSWERS, encoding="utf-8") as answers:
        for number, (case, answer) in enumerate(zip(map(json.loads, cases), map(json.loads, answers), strict=True)):
            name = case["type"]
            original = messages.new(name)
            original.ParseFromString(base64.b64decode(case["bytes"]))
            for form in ["json", "pretty", "full"]:
                try:
                    agrees = same(messages.from_json(answer[form], name), original)
                except json_format.ParseError as error:
                    agrees = error
                if agrees is not True:
                    print(f"case {number}, {name}: their {form} differs ({agrees}): {answer[form]} from {case['json']}")
            messages.without_negative_zero(original)
            for form in ["fromJSON", "fromBytes"]:
                theirs = messages.new(name)
                theirs.ParseFromString(base64.b64decode(answer[form]))
                if not same(messages.without_negative_zero(theirs), original):
                    print(f"case {number}, {name}: their bytes {form} differ: {answer[form]} from {case['json']}")


if __name__ == "__main__":
    if sys.argv[1] == "generate":
        generate(int(sys.argv[2]), int(sys.argv[3]), pathlib.Path(sys.argv[4]))
    else:
        check(pathlib.Path(sys.argv[2]))
