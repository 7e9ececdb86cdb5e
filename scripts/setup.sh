#!/bin/sh
# Creates the environment that the Makefile works in: setup.sh VENV
# Needs Python 3.11 or newer; on Debian and Ubuntu what is missing of it is installed.
set -eu
venv=$1

python=
for candidate in "${PYTHON:-}" python3 python3.13 python3.12 python3.11; do
    if [ -n "$candidate" ] && command -v "$candidate" >/dev/null 2>&1 &&
        "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
        python=$candidate
        break
    fi
done

install_packages() {
    command -v apt-get >/dev/null 2>&1 || return 1
    if [ "$(id -u)" = 0 ]; then sudo=; else sudo=sudo; fi
    $sudo apt-get update -q && $sudo apt-get install -y -q "$@"
}

if [ -z "$python" ]; then
    install_packages python3 python3-venv python3-pip || true
    if command -v python3 >/dev/null 2>&1 && python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
        python=python3
    else
        echo "setup: labelcheck needs Python 3.11 or newer; install it, or name it: make setup PYTHON=/path/to/python" >&2
        exit 1
    fi
fi

if ! "$python" -m venv "$venv" 2>/dev/null; then
    install_packages python3-venv
    "$python" -m venv "$venv"
fi
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --editable '.[all]' --group dev --group bench

# Tesseract gives the second opinion on photographs; without it RapidOCR reads alone.
# Chromium is only needed to render the samples anew: apt-get install chromium
if ! command -v tesseract >/dev/null 2>&1; then
    install_packages tesseract-ocr tesseract-ocr-eng tesseract-ocr-swe tesseract-ocr-dan tesseract-ocr-nor \
        tesseract-ocr-fin tesseract-ocr-deu ||
        echo "setup: Tesseract was not installed; $venv/bin/labelcheck doctor tells how to get it" >&2
fi
