#!/bin/sh
# Runs the tests against the wheel, installed in an empty environment of each Python: test_wheel.sh PYTHON...
# What follows after -- goes to pytest: test_wheel.sh python3.12 python3.13 -- tests/cli
set -eu
cd "$(dirname "$0")/.."
pythons=
while [ $# -gt 0 ] && [ "$1" != -- ]; do
    pythons="$pythons $1"
    shift
done
[ $# -eq 0 ] || shift
[ $# -gt 0 ] || set -- tests
[ -n "$pythons" ] || { echo "test_wheel: name the Pythons to test with" >&2; exit 2; }

failed=0
for python in $pythons; do
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    home=build/wheel/$version
    rm -rf "$home"
    "$python" -m venv "$home/env"
    inside="$home/env/bin/python"
    "$inside" -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
    "$inside" -m pip wheel --quiet --disable-pip-version-check --no-deps --wheel-dir "$home" .
    "$inside" -m pip install --quiet --disable-pip-version-check "$(echo "$home"/labelcheck-*.whl)[all]" --group dev
    "$inside" -c '
import labelcheck, pathlib, sys
assert "site-packages" in labelcheck.__file__, labelcheck.__file__
print("Python", sys.version.split()[0], "labelcheck", labelcheck.__version__, "as installed", flush=True)'
    "$inside" -m pytest -p no:cacheprovider "$@" || failed=1
done
exit "$failed"
