"""The server under test, seen from outside: its process, and an ordinary client that must not be disturbed."""

import json
import pathlib
import subprocess
import sys
import threading
import time

import http2

MIB = 1 << 20


class Server:
    """A running dossierd."""

    def __init__(self, port, pid):
        self.port, self.pid = port, pid
        self.bystander = subprocess.Popen(
            [sys.executable, pathlib.Path(__file__).with_name("bystander.py"), str(port)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        self.connections = self.ask("status")["connections"]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.bystander.stdin.close()
        self.bystander.wait(10)

    def connect(self, *pairs, **options):
        return http2.Connection(self.port, *pairs, **options)

    def ask(self, question):
        """See bystander.py."""
        self.bystander.stdin.write(question + "\n")
        self.bystander.stdin.flush()
        return json.loads(self.bystander.stdout.readline())

    @property
    def memory(self):
        """Resident bytes."""
        status = pathlib.Path(f"/proc/{self.pid}/statm").read_text()
        return int(status.split()[1]) * 4096

    def is_quiet(self):
        """Only the bystander is connected, and nothing but its calls goes on."""
        status = self.ask("status")
        return status["connections"] == self.connections and status["active"] <= 3

    def settle(self, seconds):
        """Waits until the server is quiet; False when it does not become so."""
        due = time.monotonic() + seconds
        while not self.is_quiet():
            if time.monotonic() > due:
                return False
            time.sleep(0.05)
        return True


class Peak:
    """The most memory that a server takes meanwhile."""

    def __init__(self, server):
        self.server, self.most, self.is_over = server, server.memory, threading.Event()
        self.thread = threading.Thread(target=self.watch)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.is_over.set()
        self.thread.join()

    def watch(self):
        while not self.is_over.wait(0.01):
            self.most = max(self.most, self.server.memory)
