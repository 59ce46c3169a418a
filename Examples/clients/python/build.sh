#!/usr/bin/env bash
# Generates messages and stubs into build (or the folder given), and puts the program beside them.
set -euo pipefail
cd "$(dirname "$0")"
build=${1:-build}
protos=../../../Protos

mkdir -p "$build"
python3 -m grpc_tools.protoc -I"$protos" --python_out="$build" --grpc_python_out="$build" \
    "$protos"/dossier/v1/*.proto "$protos"/google/rpc/*.proto
install attribute.py "$build/attribute"
