#!/bin/sh
# Builds the wheel and the sdist into dist, twice, and fails where the two differ or an index would refuse them: release.sh VENV
# With SBOM=1 a bill of materials of the extra all is written beside them.
set -eu
venv=$1
# the time within the archives is the last commit's; without a repository that git reads, hatchling's own, which never changes
if [ -z "${SOURCE_DATE_EPOCH:-}" ] && time=$(git log -1 --format=%ct 2>/dev/null); then
    export SOURCE_DATE_EPOCH="$time"
fi
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --group release
rm -rf dist build/again
"$venv/bin/python" -m build --no-isolation --outdir dist .
"$venv/bin/python" -m build --no-isolation --outdir build/again .
for made in dist/*; do
    cmp "$made" "build/again/${made##*/}"
done
rm -rf build/again
"$venv/bin/python" -m twine check --strict dist/*
if [ -n "${SBOM:-}" ]; then
    "$venv/bin/cyclonedx-py" environment "$venv" --output-reproducible --output-file dist/sbom.cdx.json
fi
sha256sum dist/*
