"""Attacks a running dossierd at the level of HTTP/2 frames.

python3 Tests/InteropTests/Abuse THEME PORT PID [CASE]   runs one theme's cases, or one case

Prints a line for each case. DOSSIER_TEST_LONG=1 runs the long ones too; DOSSIER_TEST_SEED repeats a random one.
"""

import importlib
import os
import sys

import cases
from server import Server


def main():
    theme, port, pid = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    importlib.import_module(theme)
    with Server(port, pid) as server:
        good = cases.run_all(server, theme, os.environ.get("DOSSIER_TEST_LONG") == "1", *sys.argv[4:])
    sys.exit(0 if good else 1)


main()
