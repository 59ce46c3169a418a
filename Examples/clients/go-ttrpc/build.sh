#!/usr/bin/env bash
# Builds build/go-ttrpc (or the file given) with Debian's Go packages, after generating its messages from Protos.
set -euo pipefail
cd "$(dirname "$0")"
program=${1:-build/go-ttrpc}
protos=../../../Protos

rm -rf build/src
mkdir -p build/src
wellknown=github.com/gogo/protobuf/types
options=Mgoogle/rpc/status.proto=google/rpc
for name in any timestamp field_mask; do options+=,Mgoogle/protobuf/$name.proto=$wellknown; done
# One run for each Go package.
protoc -I"$protos" --gogo_out="$options:build/src" "$protos"/dossier/v1/{types,incidents}.proto
protoc -I"$protos" --gogo_out="$options:build/src" "$protos"/google/rpc/status.proto

GO111MODULE=off GOFLAGS='' GOPATH="$PWD/build:/usr/share/gocode" go build -o "$program" main.go
