"""An ordinary client, by grpcio, in a process of its own: it goes on calling, and tells how that went.

It calls on two connections, so that every event loop of a server with two has one. Asked by lines on standard input:
`begin` starts to count, `end` answers with the slowest call and the errors since, `status` answers with the server's
own status, `fill` makes a record of which a page is some 3 MiB. Every answer is one line of JSON.
"""

import json
import pathlib
import sys
import threading
import time

import grpc

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "Protos"))
messages, services = grpc.protos_and_services("dossier/v1/server.proto")
incidents, incident_services = grpc.protos_and_services("dossier/v1/incidents.proto")

PAUSE = 0.005
# Of the record: incidents, and bytes of text in each.
INCIDENTS, TEXT = 300, 9_900


class Counts:
    def __init__(self):
        self.lock, self.slowest, self.calls, self.errors = threading.Lock(), 0.0, 0, []

    def add(self, seconds, error):
        with self.lock:
            self.calls += 1
            self.slowest = max(self.slowest, seconds)
            if error:
                self.errors.append(error)


counts = Counts()


def call_on(stub):
    while True:
        time.sleep(PAUSE)
        began, error = time.monotonic(), None
        try:
            stub.GetStatus(messages.GetStatusRequest(), timeout=10)
        except grpc.RpcError as failure:
            error = f"{failure.code().name}: {failure.details()}"
        counts.add(time.monotonic() - began, error)


def fill(channel):
    stub = incident_services.IncidentsStub(channel)
    for first in range(0, INCIDENTS, 100):
        requests = [
            incidents.CreateIncidentRequest(
                incident_id=f"large-{number}", incident=incidents.Incident(title="Large", summary="x" * TEXT)
            )
            for number in range(first, first + 100)
        ]
        try:
            stub.BatchCreateIncidents(incidents.BatchCreateIncidentsRequest(requests=requests), timeout=20)
        except grpc.RpcError as failure:
            # Another theme has filled it.
            if failure.code() != grpc.StatusCode.ALREADY_EXISTS:
                raise


def answer(question, channel, stub):
    global counts
    if question == "begin":
        counts = Counts()
    elif question == "end":
        return {"calls": counts.calls, "slowest": counts.slowest, "errors": counts.errors[:3]}
    elif question == "fill":
        fill(channel)
    else:
        status = stub.GetStatus(messages.GetStatusRequest(), timeout=10)
        return {"connections": status.connections, "active": status.calls_active}
    return {}


def main():
    alone = [("grpc.use_local_subchannel_pool", 1)]
    channels = [grpc.insecure_channel(f"127.0.0.1:{sys.argv[1]}", alone) for _ in range(2)]
    stubs = [services.ServerStub(channel) for channel in channels]
    for stub in stubs:
        stub.GetStatus(messages.GetStatusRequest(), timeout=10, wait_for_ready=True)
        threading.Thread(target=call_on, args=[stub], daemon=True).start()
    for line in sys.stdin:
        print(json.dumps(answer(line.strip(), channels[0], stubs[0])), flush=True)


main()
