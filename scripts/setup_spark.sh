#!/bin/sh
# Adds to the environment what the tests on a Spark cluster need: setup_spark.sh VENV
# On Debian and Ubuntu, Java 17 is installed if there is no Java of 17 or newer.
set -eu
venv=$1

java_works() {
    command -v java >/dev/null 2>&1 || return 1
    version=$(java -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1)
    [ "${version:-0}" -ge 17 ]
}

if ! java_works; then
    if [ "$(id -u)" = 0 ]; then sudo=; else sudo=sudo; fi
    $sudo apt-get update -q
    $sudo apt-get install -y -q openjdk-17-jre-headless
fi
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --editable '.[spark]'
