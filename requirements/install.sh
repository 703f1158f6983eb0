#!/bin/sh
# Creates the virtual environment and installs the pinned requirements and this project into it.
# Called by make with PYTHON and VENV set; $1 is the lock to install.
set -eu

if [ -z "${PYTHON:-}" ]; then
    echo "readiness needs Python 3.11 or newer, and none was found on this machine." >&2
    echo "Debian, Ubuntu: apt install python3 python3-venv    macOS: brew install python    or name one: make PYTHON=/path/to/python3" >&2
    exit 2
fi

if [ ! -x "$VENV/bin/python" ]; then
    if "$PYTHON" -c 'import ensurepip, venv' >/dev/null 2>&1; then
        "$PYTHON" -m venv "$VENV"
    elif command -v uv >/dev/null 2>&1; then
        uv venv -q --seed -p "$PYTHON" "$VENV"
    else
        echo "Python's venv module is missing. Debian, Ubuntu: apt install python3-venv    or install uv." >&2
        exit 2
    fi
fi

if command -v uv >/dev/null 2>&1; then
    uv pip install -q --compile-bytecode -p "$VENV/bin/python" --require-hashes -r "$1"
    uv pip install -q -p "$VENV/bin/python" --no-deps --no-build-isolation -e .
else
    "$VENV/bin/python" -m pip install -q --disable-pip-version-check --require-hashes -r "$1"
    "$VENV/bin/python" -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
fi
