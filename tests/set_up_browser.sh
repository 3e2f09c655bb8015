#!/bin/sh
# Starts what the browser tests need: Playwright's driver, a Chromium under it, and fonts for the languages of the site.
# Installs what is missing where it may (as root, or with sudo), and otherwise says exactly what to install. It is content
# only when the browser has started.
# Used as: sh tests/set_up_browser.sh .venv/bin

bin=$1

# By the names that Debian gives them. Ubuntu has the same, but for Chromium.
DRIVER="libatomic1" # the driver is a Node that needs this one library more than a bare system has
FONTS="fontconfig fonts-noto-core"

driver_starts() {
    "$bin/playwright" --version >/dev/null
}

# The tests take the system's own Chromium if it is there, and Playwright's if not.
browser_starts() {
    "$bin/python" - <<'PYTHON'
from pathlib import Path

from playwright.sync_api import Error, sync_playwright

SYSTEM = (Path("/usr/bin/chromium-headless-shell"), Path("/usr/bin/chromium"))
with sync_playwright() as playwright:
    found = next((path for path in SYSTEM if path.exists()), None)
    try:
        playwright.chromium.launch(args=["--no-sandbox"], executable_path=found).close()
    except Error as fault:
        raise SystemExit(fault.message) from None
PYTHON
}

fonts_are_there() {
    command -v fc-list >/dev/null && fc-list | grep -q "Noto Sans Arabic" && fc-list | grep -q "Noto Sans Ethiopic"
}

if [ "$(id -u)" = 0 ]; then as_root=""; else as_root="sudo -n"; fi

may_install() {
    command -v apt-get >/dev/null && { [ -z "$as_root" ] || $as_root true 2>/dev/null; }
}

install_packages() {
    may_install || return
    echo "Installing $*."
    $as_root apt-get update -qq \
        && $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@" >/dev/null
}

missing=""

# First, because without the driver no browser can be started, and none fetched.
if ! driver_starts 2>/dev/null; then
    echo "Playwright's driver does not start here."
    install_packages $DRIVER
    driver_starts || missing=" $DRIVER"
fi

if [ -n "$missing" ]; then
    # Whether it starts cannot be tried.
    [ -x /usr/bin/chromium-headless-shell ] || [ -x /usr/bin/chromium ] || missing="$missing chromium"
elif ! browser_starts 2>/dev/null; then
    echo "No Chromium starts here. Trying Playwright's own."
    if may_install; then with_deps="--with-deps"; else with_deps=""; fi
    timeout 300 "$bin/playwright" install $with_deps chromium >/dev/null 2>&1
    # The shell alone is smaller and quicker. Not every release has it.
    browser_starts 2>/dev/null || install_packages chromium-headless-shell 2>/dev/null || install_packages chromium
    browser_starts || missing=" chromium"
fi

if ! fonts_are_there; then
    echo "There are no fonts for the languages of the site."
    # shellcheck disable=SC2086  # two names
    install_packages $FONTS
    fonts_are_there || missing="$missing $FONTS"
fi

if [ -n "$missing" ]; then
    echo "The browser tests need what could not be installed. As root, then again what you typed:"
    echo "    apt-get install$missing"
    case $missing in
        *chromium*) echo "Ubuntu has no such chromium: there, $bin/playwright install --with-deps chromium" ;;
    esac
    exit 1
fi
