#!/usr/bin/env bash
# Generates messages and stubs into build (or the folder given), and builds the program there with Debian's Go packages.
set -euo pipefail
cd "$(dirname "$0")"
build=$(realpath -m "${1:-build}")
protos=../../../Protos

rm -rf "$build/src"
mkdir -p "$build/src"
# Where each file's Go package is.
options=plugins=grpc,Mgoogle/rpc/status.proto=google.golang.org/genproto/googleapis/rpc/status
for name in any timestamp field_mask; do options+=,Mgoogle/protobuf/$name.proto=github.com/gogo/protobuf/types; done
for name in actors incidents server statements types; do options+=,Mdossier/v1/$name.proto=dossier/v1; done
protoc -I"$protos" --gogo_out="$options:$build/src" "$protos"/dossier/v1/*.proto

GO111MODULE=off GOFLAGS='' GOPATH="$build:/usr/share/gocode" go build -o "$build/attribute" attribute.go
