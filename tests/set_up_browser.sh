#!/bin/sh
# Finds a Chromium and the fonts that the browser tests need, and installs them where there are none.
# Used as: sh tests/set_up_browser.sh .venv/bin

bin=$1

# The tests take the system's own if it is there, and Playwright's if not.
have_chromium() {
    for found in /usr/bin/chromium-headless-shell /usr/bin/chromium; do
        [ -x "$found" ] && "$found" --version >/dev/null 2>&1 && return 0
    done
    "$bin/python" - <<'PYTHON' 2>/dev/null
from playwright.sync_api import sync_playwright
with sync_playwright() as tools:
    tools.chromium.launch(args=["--no-sandbox"]).close()
PYTHON
}

have_fonts() {
    command -v fc-list >/dev/null && fc-list | grep -q "Noto Sans Arabic" && fc-list | grep -q "Noto Sans Ethiopic"
}

if [ "$(id -u)" = 0 ]; then as_root=""; else as_root="sudo -n"; fi

may_install() {
    command -v apt-get >/dev/null && { [ -z "$as_root" ] || $as_root true 2>/dev/null; }
}

install_packages() {
    $as_root apt-get update -qq && DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq "$@" >/dev/null
}

if ! have_chromium; then
    echo "There is no Chromium here. Trying Playwright's own."
    if may_install; then with_deps="--with-deps"; else with_deps=""; fi
    timeout 300 "$bin/playwright" install $with_deps chromium >/dev/null 2>&1
fi
if ! have_chromium && may_install; then
    echo "Playwright's own cannot be had here. Installing the system's chromium."
    # The shell alone is smaller and quicker. Not every release has it.
    install_packages chromium-headless-shell 2>/dev/null || install_packages chromium
fi
if ! have_chromium; then
    echo "The browser tests need Chromium. Install it (on Debian: apt-get install chromium) and try again."
    exit 1
fi

if ! have_fonts && may_install; then
    echo "Installing fonts for the languages of the site."
    install_packages fontconfig fonts-noto-core
fi
if ! have_fonts; then
    echo "The browser tests need the Noto fonts (on Debian: apt-get install fontconfig fonts-noto-core)."
    exit 1
fi
