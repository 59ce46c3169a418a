"""Counts the allocations of a program, by a library that is preloaded into it."""
import os, struct, subprocess

from loads import ROOT


def built(folder):
    """Compiles the library. Returns where it is."""
    library = os.path.join(folder, "allocations.so")
    subprocess.run(["cc", "-O2", "-shared", "-fPIC", "-o", library, f"{ROOT}/Benchmarks/allocations.c"], check=True)
    return library


class Counter:
    """What a program counts whose environment has these variables."""

    def __init__(self, library, file):
        self.environment = {"LD_PRELOAD": library, "ALLOCATIONS": file}
        self.file = file
        with open(file, "wb") as counted:
            counted.write(bytes(8))

    def count(self):
        with open(self.file, "rb") as file:
            return struct.unpack("=Q", file.read())[0]
