#!/usr/bin/env bash
# Builds incident and sighting into build (or the folder given) with Debian's Go packages, after generating their
# messages.
set -euo pipefail
cd "$(dirname "$0")"
programs=${1:-build}
protos=../../../Protos
sightings=../../modules/sightings

rm -rf build/src
mkdir -p build/src
wellknown=github.com/gogo/protobuf/types
options=Mgoogle/rpc/status.proto=google/rpc,Mdossier/v1/types.proto=dossier/v1
for name in any timestamp field_mask; do options+=,Mgoogle/protobuf/$name.proto=$wellknown; done
generate() { protoc -I"$protos" -I"$sightings" --gogo_out="$options:build/src" "$@"; }
# One run for each Go package.
generate "$protos"/dossier/v1/{types,incidents}.proto
generate "$protos"/google/rpc/status.proto
generate "$sightings"/example/sightings/v1/sightings.proto

for program in incident sighting; do
    GO111MODULE=off GOFLAGS='' GOPATH="$PWD/build:/usr/share/gocode" go build -o "$programs/$program" "$program/main.go"
done
