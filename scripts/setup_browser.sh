#!/bin/sh
# Installs Debian's Chromium where no Chromium is installed; tests drive it through Playwright, whose own browsers are not needed.
set -eu

if ! command -v chromium >/dev/null 2>&1 && ! command -v chromium-browser >/dev/null 2>&1; then
    if [ "$(id -u)" = 0 ]; then sudo=; else sudo=sudo; fi
    $sudo apt-get update -q
    $sudo apt-get install -y -q chromium
fi
