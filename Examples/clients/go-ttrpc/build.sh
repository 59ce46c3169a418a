#!/usr/bin/env bash
# Generates messages into build (or the folder given), and builds the two programs there with Debian's Go packages.
set -euo pipefail
cd "$(dirname "$0")"
build=$(realpath -m "${1:-build}")
protos=../../../Protos
sightings=../../modules/sightings

rm -rf "$build/src"
mkdir -p "$build/src"
wellknown=github.com/gogo/protobuf/types
options=Mgoogle/rpc/status.proto=google/rpc
for name in any timestamp field_mask; do options+=,Mgoogle/protobuf/$name.proto=$wellknown; done
for name in types incidents actors statements server; do options+=,Mdossier/v1/$name.proto=dossier/v1; done
generate() { protoc -I"$protos" -I"$sightings" --gogo_out="$options:$build/src" "$@"; }
# One run for each Go package.
generate "$protos"/dossier/v1/*.proto
generate "$protos"/google/rpc/status.proto
generate "$sightings"/example/sightings/v1/sightings.proto

for program in attribute sighting; do
    GO111MODULE=off GOFLAGS='' GOPATH="$build:/usr/share/gocode" go build -o "$build/$program" "$program/main.go"
done
