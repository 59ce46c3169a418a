#!/usr/bin/env bash
# Generates messages and stubs into build (or the folder given), and puts the program beside them.
set -euo pipefail
cd "$(dirname "$0")"
build=${1:-build}
protos=../../../Protos

mkdir -p "$build"
# google/rpc comes with the gems.
protoc -I"$protos" --ruby_out="$build" --grpc_out="$build" --plugin=protoc-gen-grpc="$(command -v grpc_ruby_plugin)" \
    "$protos"/dossier/v1/*.proto
install attribute.rb "$build/attribute"
