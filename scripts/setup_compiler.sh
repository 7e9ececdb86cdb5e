#!/bin/sh
# Makes sure that modules can be compiled to machine code: setup_compiler.sh VENV
# On Debian and Ubuntu a C compiler and Python's headers are installed where they are missing.
set -eu
venv=$1

headers() {
    "$venv/bin/python" -c 'import pathlib, sys, sysconfig
sys.exit(not pathlib.Path(sysconfig.get_paths()["include"], "Python.h").exists())'
}

if ! command -v cc >/dev/null 2>&1 || ! headers; then
    if [ "$(id -u)" = 0 ]; then sudo=; else sudo=sudo; fi
    $sudo apt-get update -q
    $sudo apt-get install -y -q gcc libc6-dev python3-dev
fi
