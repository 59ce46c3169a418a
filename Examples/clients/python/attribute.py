#!/usr/bin/env python3
"""Records an incident and an accusation at a Dossier server, over gRPC, and watches the accusation arrive."""

import argparse
import sys

import grpc
from dossier.v1.actors_pb2 import IDENTITY_CLASS_GROUP, IDENTITY_CLASS_ORGANIZATION
from dossier.v1.actors_pb2 import Actor, BatchCreateActorsRequest, CreateActorRequest
from dossier.v1.actors_pb2_grpc import ActorsStub
from dossier.v1.incidents_pb2 import CreateIncidentRequest, Incident
from dossier.v1.incidents_pb2_grpc import IncidentsStub
from dossier.v1.server_pb2 import GetStatusRequest
from dossier.v1.server_pb2_grpc import ServerStub
from dossier.v1.statements_pb2 import BASIS_RECEIVER, STATEMENT_KIND_ATTRIBUTES, AttributionStatus
from dossier.v1.statements_pb2 import CreateStatementRequest, Reference, Statement
from dossier.v1.statements_pb2 import GetPictureRequest, WatchStatementsRequest
from dossier.v1.statements_pb2_grpc import StatementsStub
from dossier.v1.types_pb2 import CHANGE_TYPE_HEARTBEAT, TLP_GREEN, ChangeType
from google.rpc.error_details_pb2 import BadRequest
from google.rpc.status_pb2 import Status

CALL_SECONDS = 10
WATCH_SECONDS = 30


def record(channel, incident_id):
    """Records an incident, two actors, and that one says of the other that it was behind the incident."""
    incident = IncidentsStub(channel).CreateIncident(
        CreateIncidentRequest(
            incident_id=incident_id,
            incident=Incident(title="Outage of the ticket machines", tlp=TLP_GREEN),
        ),
        timeout=CALL_SECONDS,
    )
    print("created", incident.name)

    operator = Actor(display_name="Operator of the ticket machines", identity_class=IDENTITY_CLASS_ORGANIZATION)
    gang = Actor(display_name="A gang", identity_class=IDENTITY_CLASS_GROUP)
    requests = [
        CreateActorRequest(actor_id=f"{incident_id}-operator", actor=operator),
        CreateActorRequest(actor_id=f"{incident_id}-gang", actor=gang),
    ]
    # Both, or neither.
    created = ActorsStub(channel).BatchCreateActors(BatchCreateActorsRequest(requests=requests), timeout=CALL_SECONDS)
    operator, gang = created.actors
    print("created", operator.name)
    print("created", gang.name)

    accusation = Statement(
        kind=STATEMENT_KIND_ATTRIBUTES,
        speaker=operator.name,
        about=[Reference(name=incident.name)],
        target_actors=[gang.name],
        basis=BASIS_RECEIVER,
    )
    statement = StatementsStub(channel).CreateStatement(
        CreateStatementRequest(statement_id=f"{incident_id}-accusation", statement=accusation),
        timeout=CALL_SECONDS,
    )
    print("created", statement.name)


def show_picture(channel, incident):
    """Prints who is accused, and by whom."""
    picture = StatementsStub(channel).GetPicture(GetPictureRequest(incident=incident), timeout=CALL_SECONDS)
    print(f"picture of {incident}: {status_word(picture.status)}")
    for accused in picture.accused:
        accusers = ", ".join(position.principal for position in accused.asserters)
        print(f"  {accused.actor}, accused by {accusers}: {status_word(accused.status)}")


def status_word(status):
    return AttributionStatus.Name(status).removeprefix("ATTRIBUTION_STATUS_")


def watch(channel, incident, sequence):
    """Prints the first change of what is said about an incident after a transaction of the record."""
    events = StatementsStub(channel).WatchStatements(
        WatchStatementsRequest(sequence=sequence, filter=f"about.name = {incident}"),
        timeout=WATCH_SECONDS,
    )
    for event in events:
        if event.type != CHANGE_TYPE_HEARTBEAT:
            change = ChangeType.Name(event.type).removeprefix("CHANGE_TYPE_")
            print(f"watched: {change} {event.name} in transaction {event.sequence}")
            break
    events.cancel()


def report(error):
    """Prints what went wrong; of a bad request, with which of its fields."""
    print(f"attribute: {error.code().name}: {error.details()}", file=sys.stderr)
    trailers = dict(error.trailing_metadata() or ())
    for detail in Status.FromString(trailers.get("grpc-status-details-bin", b"")).details:
        bad_request = BadRequest()
        if detail.Unpack(bad_request):
            for violation in bad_request.field_violations:
                print(f"  {violation.field}: {violation.description}", file=sys.stderr)


def main():
    parser = argparse.ArgumentParser(prog="attribute", description=__doc__)
    parser.add_argument("--server", metavar="HOST:PORT", default="127.0.0.1:7420")
    parser.add_argument("id", metavar="ID", help="of the incident to record")
    arguments = parser.parse_args()
    incident = f"incidents/{arguments.id}"

    with grpc.insecure_channel(arguments.server) as channel:
        try:
            before = ServerStub(channel).GetStatus(GetStatusRequest(), timeout=CALL_SECONDS)
            record(channel, arguments.id)
            show_picture(channel, incident)
            # It begins before what was just written: however late a watch comes, it misses nothing.
            watch(channel, incident, before.sequence)
        except grpc.RpcError as error:
            report(error)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
