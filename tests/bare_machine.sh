#!/usr/bin/env bash
# Makes a system with nothing but the packages that the README asks for, and runs the README's two commands in it as a
# newcomer would: `make serve` until it answers, then `make test`.
#
# With --operate it does what docs/operate.md says instead, command by command: tests/operated_machine.py, and `make
# operated-machine`.
#
# Used as: tests/bare_machine.sh [--operate] [SYSTEM...], or `make bare-machine`. A system is one of those below; without one, all of
# them are made, one after the other. Needs root and debootstrap. Takes 2 minutes more than the tests and 6 GB for each, in
# $BARE_MACHINE_FOLDER (/var/tmp). A system is removed at the end; all that it printed is kept beside it.
#
# What is tried is the last commit. This machine's name servers, certificates, and settings of apt and of pip go along.
#
# Exit status: 0 where everything passed, 1 where something failed, 2 where this machine cannot make a system, 69 where
# nothing failed but something could not be had: a system whose mirror does not answer, or a browser for Ubuntu.
set -euo pipefail

# The system's name, what it is, and the components that the four packages come from.
declare -A TITLES=(
    [bookworm]="Debian 12, with Python 3.11"
    [noble]="Ubuntu 24.04, with Python 3.12"
    [trixie]="Debian 13, with Python 3.13"
)
declare -A COMPONENTS=([bookworm]="main" [noble]="main,universe" [trixie]="main")
SYSTEMS=(bookworm noble trixie)

UNAVAILABLE=69 # EX_UNAVAILABLE of sysexits.h
CERTIFICATES=etc/ssl/certs/ca-certificates.crt
PATIENCE=600 # seconds until `make serve` has to answer, the installation included

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
mapfile -t packages <"$root/.ci/packages"

# ---- Inside a namespace of its own: everything that is mounted or started here ends with it. ----

# Where this machine's own apt finds something, by its label: Debian, or Debian-Security. Nothing on a machine without.
mirror_of() {
    # shellcheck disable=SC2016  # apt fills it in, not the shell
    apt-get indextargets --format '$(REPO_URI)' "Created-By: Packages" "Label: $1" | head -n 1
}

# Unpacks the keys that sign Ubuntu into a folder. Debian 12 has no package of them, but the Debian after it has, which a
# Debian 12 can check.
fetch_ubuntu_keys() {
    local folder=$1 options
    mkdir -p "$folder/lists" "$folder/cache"
    echo "deb $(mirror_of Debian) trixie main" >"$folder/sources.list"
    options=(-o "Dir::Etc::SourceList=$folder/sources.list" -o Dir::Etc::SourceParts=- -o "Dir::State::Lists=$folder/lists"
        -o "Dir::Cache=$folder/cache" -o APT::Sandbox::User=root)
    (cd "$folder" && apt-get "${options[@]}" update && apt-get "${options[@]}" download ubuntu-keyring)
    dpkg-deb --extract "$folder"/ubuntu-keyring_*.deb "$folder"
}

# A folder with a Debian or an Ubuntu in it, whose signature was checked.
make_system() {
    local mirror="" script=/usr/share/debootstrap/scripts/$system keys=usr/share/keyrings/ubuntu-archive-keyring.gpg options
    options=(--variant=minbase --components="${COMPONENTS[$system]}")
    if [ "$system" != noble ]; then
        mirror=$(mirror_of Debian)
    elif [ ! -e "/$keys" ]; then
        mount -t tmpfs tmpfs /mnt # a scratch folder that goes with the namespace
        fetch_ubuntu_keys /mnt
        options+=(--keyring="/mnt/$keys")
    fi
    # An older debootstrap does not know the newest Ubuntu, but all of them are made alike.
    [ "$system" != noble ] || [ -e "$script" ] || script=${script%/*}/gutsy
    debootstrap "${options[@]}" "$system" "$place" "$mirror" "$script"
}

# The updates of the release too: a newcomer's machine has them.
add_updates() {
    local sources=$place/etc/apt/sources.list mirror components security
    read -r _ mirror _ components <"$sources"
    # Ubuntu keeps both in one place.
    if [ "$system" = noble ]; then security=$mirror; else security=$(mirror_of Debian-Security); fi
    echo "deb $mirror $system-updates $components" >>"$sources"
    [ -z "$security" ] || echo "deb $security $system-security $components" >>"$sources"
}

# How this machine reaches packages. A machine that needs nothing of the kind has none of these.
carry_settings() {
    local file
    add_updates
    apt-config dump | grep -E '^Acquire::(https?::|Check-|Retries)' >"$place/etc/apt/apt.conf.d/90-this-machine" || true
    for file in /etc/resolv.conf /etc/hosts /etc/pip.conf /etc/xdg/pip /usr/local/share/ca-certificates; do
        [ ! -e "$file" ] || { mkdir -p "$place${file%/*}" && cp -RL "$file" "$place${file%/*}/"; }
    done
}

# A command in the system, with a newcomer's environment and this machine's way to packages.
in_system() {
    local carried
    mapfile -t carried < <(env | grep -E '^([a-zA-Z]+_proxy|PIP_[A-Z_]+|(SSL_CERT|CURL_CA|REQUESTS_CA|NODE_EXTRA_CA)_[A-Z_]+)=')
    chroot "$place" /usr/bin/env -i HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
        TERM=dumb "${carried[@]}" /bin/sh -c "cd /root && $1"
}

install_packages() {
    in_system "apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends ${packages[*]}"
    [ ! -e "/$CERTIFICATES" ] || { mkdir -p "$place/${CERTIFICATES%/*}" && cp "/$CERTIFICATES" "$place/$CERTIFICATES"; }
}

# What every running machine has, and a folder has not.
mount_what_a_machine_has() {
    mount --bind "$place" "$place" # or nothing inside can have a namespace of its own
    mount -t proc proc "$place/proc"
    mount -t sysfs -o ro sysfs "$place/sys"
    mkdir -p "$place/dev/shm" "$place/dev/pts"
    mount -t tmpfs tmpfs "$place/dev/shm"
    mount -t devpts -o newinstance,ptmxmode=0666 devpts "$place/dev/pts"
}

# `make serve` until a page arrives, as a browser would see it.
serve_answers() {
    local port server began=$SECONDS
    port=$(in_system 'python3 -c "import socket; s = socket.socket(); s.bind((\"127.0.0.1\", 0)); print(s.getsockname()[1])"')
    set -m # a process group of its own, so that Ctrl-C can be pressed for it
    in_system "cd kentcare && exec make serve PORT=$port" &
    server=$!
    set +m
    until in_system "python3 -c 'import urllib.request as r; r.urlopen(\"http://127.0.0.1:$port/\")'" 2>/dev/null; do
        kill -0 "$server" 2>/dev/null || { echo "make serve ended."; return 1; }
        [ $((SECONDS - began)) -lt "$PATIENCE" ] || { echo "make serve does not answer."; return 1; }
        sleep 1
    done
    echo "make serve answered after $((SECONDS - began)) s."
    kill -INT -- "-$server"
    wait "$server" || true
}

tests_pass() {
    in_system "cd kentcare && make test"
}

# What the document takes for granted on a Debian or Ubuntu: sudo, and systemd, of which only the files are used.
install_what_a_server_has() {
    in_system "DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends sudo systemd"
}

operated() {
    in_system "python3 kentcare/tests/operated_machine.py $1 kentcare/docs/operate.md /root/kentcare"
}

# Without any network but its own, so that its ports are free and nothing is sent anywhere.
operates() {
    export -f operated in_system
    export place
    unshare --net bash -ec 'python3 - <<"END"
import fcntl, socket, struct
with socket.socket() as one:
    fcntl.ioctl(one, 0x8914, struct.pack("16sh", b"lo", 1))  # SIOCSIFFLAGS, IFF_UP
END
operated operate'
}

# The rest of it where no browser can be had, so that this system's Python is tried all the same.
other_tests_pass() {
    in_system "cd kentcare && make check && .venv/bin/pytest --numprocesses=2 --dist=loadfile --ignore=tests/journeys"
}

# Runs a function, says on the terminal how long it took, and keeps what it prints. Ends everything where it fails.
step() {
    local title=$1 began=$SECONDS status
    shift
    echo "==> $title" >>"$record"
    set +e
    (set -e; "$@") >>"$record" 2>&1
    status=$?
    set -e
    echo "$system: $title: $([ "$status" = 0 ] && echo "done" || echo "FAILED") after $((SECONDS - began)) s"
    [ "$status" = 0 ] || exit "$if_it_fails"
}

try_system() {
    local if_it_fails=$UNAVAILABLE
    trap 'exit 130' INT TERM
    step "the system" make_system
    step "how packages are reached" carry_settings
    mount_what_a_machine_has
    step "its packages: ${packages[*]}" install_packages
    if_it_fails=1
    step "the clone" git clone --quiet --no-hardlinks "$root" "$place/root/kentcare"
    if [ -n "${OPERATE:-}" ]; then
        step "what a server has" install_what_a_server_has
        step "docs/operate.md: install" operated install
        step "docs/operate.md: operate" operates
        exit 0
    fi
    step "make serve" serve_answers
    # Ubuntu has a Chromium only as a snap. So it comes from Playwright's own server, or not at all.
    if [ "$system" = noble ] && ! in_system "cd kentcare && make .venv/.browser" >>"$record" 2>&1; then
        step "make test, but for tests/journeys, because no browser can be had" other_tests_pass
        exit "$UNAVAILABLE"
    fi
    step "make test" tests_pass
}

# ---- Outside of it ----

unable() {
    echo "$1" >&2
    exit 2
}

running="" place=""

clear_away() {
    # It takes everything inside with it, mounts included; only then is anything removed.
    [ -z "$running" ] || { kill -KILL "$running" 2>/dev/null; wait "$running" 2>/dev/null; } || true
    [ -z "$place" ] || rm -rf --one-file-system "$place"
}

main() {
    local system folder=${BARE_MACHINE_FOLDER:-/var/tmp} record status failed="" lacking=""
    for system in "$@"; do
        [ -n "${TITLES[$system]:-}" ] || unable "There is no system called $system here. There are: ${SYSTEMS[*]}."
    done
    [ "$(id -u)" = 0 ] || unable "Only root can make a system: sudo make bare-machine."
    command -v debootstrap >/dev/null || unable "This needs debootstrap: apt-get install debootstrap."
    [ -z "$(git -C "$root" status --porcelain)" ] || echo "What is not committed is not tried."
    trap clear_away EXIT
    trap 'exit 130' INT TERM

    for system in "$@"; do
        place=$(mktemp --directory "$folder/kentcare-$system.XXXXXX")
        chmod 755 "$place"
        record=$place.txt
        echo "$system: ${TITLES[$system]}. What it prints is kept in $record"
        unshare --mount --pid --fork --kill-child --mount-proc --propagation private \
            bash "${BASH_SOURCE[0]}" --inside "$system" "$place" "$record" &
        running=$!
        status=0
        wait "$running" || status=$?
        running=""
        case $status in
            0) ;;
            "$UNAVAILABLE") lacking+=" $system" ;;
            *) failed+=" $system" ;;
        esac
        [ "$status" = 0 ] || { echo "$system: the last of what it printed:"; tail -n 20 "$record"; }
        rm -rf --one-file-system "$place"
        place=""
    done

    [ -z "$lacking" ] || echo "Not tried, or only in part, because something could not be had:$lacking"
    [ -z "$failed" ] || { echo "Failed:$failed"; exit 1; }
    [ -z "$lacking" ] || exit "$UNAVAILABLE"
}

if [ "${1:-}" = --operate ]; then
    export OPERATE=yes
    shift
fi
if [ "${1:-}" = --inside ]; then
    system=$2 place=$3 record=$4
    running=""
    try_system
else
    [ $# -gt 0 ] || set -- "${SYSTEMS[@]}"
    main "$@"
fi
