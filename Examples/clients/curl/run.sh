#!/usr/bin/env bash
# Records an incident, two states and what one says of the other, and reads the picture that follows, with curl alone.
#   run.sh [HOST:PORT] [ID]    ID: of the incident, and the beginning of the other names
set -euo pipefail
server=${1:-127.0.0.1:7420}
id=${2:-outage}

# call SERVICE/METHOD JSON: prints the reply on one line; a failure ends the script with curl's status, the error shown.
call() {
    curl --silent --show-error --fail-with-body "http://$server/dossier.v1.$1" \
        --header 'content-type: application/json' --data "$2"
    echo
}

call Incidents/CreateIncident '{"incidentId": "'"$id"'", "incident": {"title": "An outage", "tlp": "TLP_GREEN"}}'
for state in accuser accused; do
    call Actors/CreateActor '{"actorId": "'"$id-$state"'",
        "actor": {"displayName": "The '$state'", "identityClass": "IDENTITY_CLASS_STATE"}}'
done
call Statements/CreateStatement '{"statementId": "'"$id-attribution"'", "statement": {
    "speaker": "actors/'"$id"'-accuser", "kind": "STATEMENT_KIND_ATTRIBUTES",
    "about": [{"name": "incidents/'"$id"'"}], "targetActors": ["actors/'"$id"'-accused"]}}'
call Statements/GetPicture '{"incident": "incidents/'"$id"'"}'
