#!/bin/sh
# Builds the wheel and the sdist into dist, twice, and fails where the two differ or an index would refuse them: release.sh VENV
# With SBOM=1 a bill of materials of the extra all is written beside them.
set -eu
venv=$1
export SOURCE_DATE_EPOCH="${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --group release
rm -rf dist build/again
"$venv/bin/python" -m build --outdir dist .
"$venv/bin/python" -m build --outdir build/again .
for made in dist/*; do
    cmp "$made" "build/again/${made##*/}"
done
rm -rf build/again
"$venv/bin/python" -m twine check --strict dist/*
if [ -n "${SBOM:-}" ]; then
    "$venv/bin/cyclonedx-py" environment "$venv" --output-reproducible --output-file dist/sbom.cdx.json
fi
sha256sum dist/*
