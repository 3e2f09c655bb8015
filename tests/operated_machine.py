"""What an operator does by docs/operate.md, done literally: to be run as root inside a system made for it.

    operated_machine.py install DOCUMENT CLONE     with a way to packages
    operated_machine.py operate DOCUMENT CLONE     without any network but its own

The commands are those of the document's code blocks, word for word but for what it writes in capitals.
systemd does not run in such a system, so `systemctl` and `systemd-run` are this file under other names: units
are verified by systemd-analyze, and started as they say, with their user, settings, umask and folder, and
with nothing writable but what they name.
"""

import json
import os
import re
import shlex
import signal
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

HOST = "offer.example"
SETTINGS = Path("/etc/kentcare/kentcare.env")
UNITS = Path("/etc/systemd/system")
STATE = Path("/run/operated")
BACKUPS, INSTANCE = Path("/var/backups/kentcare"), Path("/var/lib/kentcare")
GENERATOR = "/usr/lib/systemd/user-environment-generators/30-systemd-environment-d-generator"
SHIMS = Path("/usr/local/bin")
PRIVATE = ("/tmp", "/var/tmp")  # noqa: S108  # what PrivateTmp replaces
JOBS = ("backup", "files-check", "retention", "reminders")


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


# ---- systemctl and systemd-run ----


def _settings_in(file: Path) -> dict[str, str]:
    """The variables of an EnvironmentFile, read by systemd's own parser."""
    folder = STATE / "parsed" / "environment.d"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "one.conf").write_text(file.read_text())
    told = subprocess.run(
        [GENERATOR], env={"XDG_CONFIG_HOME": str(folder.parent)}, capture_output=True, text=True, check=True
    )
    return dict(word.partition("=")[::2] for word in shlex.split(told.stdout))


def _unit(name: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in (UNITS / name).read_text().splitlines():
        key, is_there, value = line.partition("=")
        if is_there and not line.startswith("#"):
            found.setdefault(key, []).append(value)
    return found


def _command(unit: dict[str, list[str]]) -> list[str]:
    """How a unit is started: in a mount namespace in which little may be written, as its user."""
    settings: dict[str, str] = {}
    for file in unit.get("EnvironmentFile", []):
        if Path(file.lstrip("-")).exists():
            settings |= _settings_in(Path(file.lstrip("-")))
        elif not file.startswith("-"):
            raise SystemExit(f"{file} is missing")
    user = unit["User"][0]
    script = [f"umask {unit.get('UMask', ['0022'])[0]}"]
    named = [place.removeprefix("-") for place in unit.get("ReadWritePaths", [])]
    writable = [place for place in named if Path(place).exists()]
    for name in unit.get("StateDirectory", []):
        place, mode = f"/var/lib/{name}", unit.get("StateDirectoryMode", ["0755"])[0]
        subprocess.run(["install", "-d", "-m", mode, "-o", user, "-g", user, place], check=True)
        writable.append(place)
    if unit.get("ProtectSystem") == ["strict"]:
        script += [f"mount --bind {place} {place}" for place in writable]
        script += [f"mount -t tmpfs tmpfs {place}" for place in PRIVATE]
        script += ["mount -o remount,bind,ro /"]
    script += [f"cd {unit['WorkingDirectory'][0]}"]
    given = [f"{name}={value}" for name, value in settings.items()]
    start = ["setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups", "--no-new-privs", "env", "-i"]
    words = [*start, "PATH=/usr/local/bin:/usr/bin:/bin", *given, *shlex.split(unit["ExecStart"][0])]
    script += [f"exec {shlex.join(words)}"]
    return ["unshare", "--mount", "sh", "-ec", "\n".join(script)]


def _start(name: str) -> int:
    unit = _unit(name)
    log = (STATE / f"{name}.log").open("ab")
    if unit["Type"] == ["oneshot"]:
        return subprocess.run(_command(unit), stdout=log, stderr=log, check=False).returncode
    # Restart=on-failure, until somebody stops it.
    again = (
        'trap "stop=yes; kill -TERM \\$child" TERM; stop=; while :; do "$@" & child=$!; '
        'status=0; wait $child || status=$?; [ -z "$stop" ] || { wait $child; exit; }; '
        f'[ "$status" != 0 ] || exit; sleep {unit["RestartSec"][0]}; done'
    )
    command = ["sh", "-c", again, "sh", *_command(unit)]
    process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)
    (STATE / f"{name}.pid").write_text(str(process.pid))
    return 0


def _stop(name: str) -> int:
    file = STATE / f"{name}.pid"
    if file.exists():
        pid = int(file.read_text())
        os.kill(pid, signal.SIGTERM)
        for _ in range(300):
            # Whoever started it is gone, so the first process of this system has it and may not wait for it.
            state = Path(f"/proc/{pid}/stat")
            if not state.exists() or state.read_text().rpartition(")")[2].split()[0] == "Z":
                break
            time.sleep(0.1)
        else:
            raise SystemExit(f"{name} does not stop")
        file.unlink()
    return 0


def systemctl(words: list[str]) -> int:
    """The verbs that the document uses."""
    STATE.mkdir(exist_ok=True)
    names = [word for word in words[1:] if not word.startswith("-")]
    units = [name if "." in name else f"{name}.service" for name in names]
    if words[0] == "daemon-reload":
        ours = sorted(UNITS.glob("kentcare-*"))
        told = subprocess.run(
            ["systemd-analyze", "verify", "--man=no", *ours], capture_output=True, text=True, check=False
        )
        _say(told.stdout + told.stderr)
        return told.returncode or bool(told.stdout + told.stderr)
    if units == ["nginx.service"]:
        pid = Path("/run/nginx.pid")
        is_running = pid.exists() and pid.read_text().strip()  # `nginx -t` leaves an empty one
        return subprocess.run(["nginx", "-s", "reload"] if is_running else ["nginx"], check=False).returncode
    status = 0
    for unit in units:
        if not (UNITS / unit).is_file():
            raise SystemExit(f"there is no unit {unit}")
        if unit.endswith(".timer"):
            continue
        if words[0] in ("stop", "restart"):
            status |= _stop(unit)
        if words[0] in ("start", "restart") or (words[0] == "enable" and "--now" in words):
            status |= _start(unit)
    return status


def systemd_run(words: list[str]) -> int:
    """A command as another user, with the settings of files."""
    unit: dict[str, list[str]] = {"EnvironmentFile": []}
    while words[0].startswith("--"):
        word = words.pop(0)
        name, _, value = word.removeprefix("--property=").partition("=")
        if name == "EnvironmentFile":
            unit[name].append(value)
        elif word.startswith("--uid="):
            unit["User"] = [value]
        elif word.startswith("--working-directory="):
            unit["WorkingDirectory"] = [value]
        elif word not in ("--quiet", "--collect", "--wait", "--pty"):
            raise SystemExit(f"{word} is not known here")
    STATE.mkdir(exist_ok=True)
    return subprocess.run(_command({**unit, "ExecStart": [shlex.join(words)]}), check=False).returncode


# ---- The operator ----


def _blocks(document: Path, heading: str) -> list[str]:
    """The code blocks below a heading."""
    part = document.read_text(encoding="utf-8").partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    found = re.findall(r"^```\n(.*?)^```$", part, re.MULTILINE | re.DOTALL)
    assert found, heading
    return found


def _snippets(document: Path, heading: str) -> list[str]:
    """The commands in running text below a heading."""
    part = document.read_text(encoding="utf-8").partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    found = re.findall(r"`([^`]+)`", re.sub(r"^```.*?^```$", "", part, flags=re.MULTILINE | re.DOTALL))
    return [" ".join(one.split()) for one in found if one.startswith(("sudo ", "cd ", "curl ", "kc "))]


def run(script: str, *, expected: int = 0) -> str:
    """Type a script into a shell that stops at the first error, and return what it says."""
    _say(f"$ {script.strip()}")
    done = subprocess.run(
        ["bash", "-ec", script], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    _say(done.stdout)
    assert done.returncode == expected, f"it ended with {done.returncode}"
    return done.stdout


def install(document: Path, clone: str) -> None:
    for name in ("systemctl", "systemd-run"):
        shim = SHIMS / name
        shim.write_text(f'#!/bin/sh\nexec python3 {Path(__file__).resolve()} {name} "$@"\n')
        shim.chmod(0o755)
    block = _blocks(document, "Install")[0].replace("ADDRESS", clone)
    # The units are verified where systemd-analyze is, which no bare system has.
    run(block)


def _fill_in() -> str:
    """Fill in the settings as the document says, and return the private key of the backups."""
    told = run("/opt/kentcare/.venv/bin/kentcare backup-key")
    public, private = (line.rpartition(" ")[2] for line in told.strip().splitlines())
    random = [run("openssl rand -base64 48").strip() for _ in range(2)]
    text = SETTINGS.read_text()
    for name, value in {
        "SECRET_KEY": random[0],
        "ADVOCACY_KEY": random[1],
        "BACKUP_RECIPIENTS": public,
    }.items():
        text = re.sub(rf"^{name}=$", f"{name}={value}", text, flags=re.MULTILINE)
    text = text.replace("#SMTP_URL=smtp://user:PASSWORD@mail.example:587", "SMTP_URL=smtp://127.0.0.1:25")
    text = re.sub("^#MAIL_FROM=", "MAIL_FROM=", text, flags=re.MULTILINE)
    SETTINGS.write_text(text)
    by_shell = run(f"set -a; . {SETTINGS}; python3 -c 'import json, os; print(json.dumps(dict(os.environ)))'")
    read = json.loads(by_shell)
    for name, value in _settings_in(SETTINGS).items():
        if name in text:
            assert read[name] == value, f"a shell and systemd read {name} differently"
    assert read["MAIL_FROM"] == "Hello <hello@offer.example>"
    return private


def _asked(path: str, host: str = HOST, port: int = 443, body: bytes | None = None) -> tuple[int, str]:
    scheme = "https" if port == 443 else "http"
    context = ssl.create_default_context(cafile="/etc/kentcare/tls.crt") if port == 443 else None
    request = urllib.request.Request(  # noqa: S310  # of this machine
        f"{scheme}://{HOST if port == 443 else '127.0.0.1'}:{port}{path}", data=body, headers={"Host": host}
    )
    try:
        with urllib.request.urlopen(request, context=context, timeout=60) as answer:  # noqa: S310
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def _mode(place: Path) -> tuple[str, int]:
    return place.owner(), place.stat().st_mode & 0o7777


def _log(unit: str) -> str:
    return (STATE / f"{unit}.service.log").read_text()


def _proxy(document: Path) -> None:
    """A certificate that nobody signed, and the proxy as the document says."""
    run(
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 "
        f"-subj /CN={HOST} -addext subjectAltName=DNS:{HOST} "
        "-keyout /etc/kentcare/tls.key -out /etc/kentcare/tls.crt 2>/dev/null"
    )
    run("sudo cp /opt/kentcare/deploy/nginx/kentcare.conf /etc/nginx/conf.d/")
    with Path("/etc/hosts").open("a") as hosts:
        hosts.write(f"127.0.0.1 {HOST} {os.uname().nodename}\n")
    [test] = [one for one in _snippets(document, "The proxy") if "nginx" in one]
    run(test)


def operate(document: Path, clone: str) -> None:
    """Do what docs/operate.md says, from the settings to a restored backup and an upgrade."""
    kc, begin = _blocks(document, "Install")[1:]
    define, _ = kc.rsplit("kc doctor", 1)
    private = _fill_in()
    run("sudo systemctl daemon-reload")
    told = run(define + "kc doctor || true")
    assert "Traceback" not in told
    begin = begin.replace('"NAME"', '"Ada"').replace("ADDRESS@COUNCIL", "ada@kent.example")
    begin = begin.replace("ADDRESS@CHARITY", "lead@charity.example")
    upgrade = _snippets(document, "Upgrade without interruption")
    [curl] = [one for one in upgrade if one.startswith("curl")]
    # An operator waits until it answers; then types on.
    first, others = begin.split("\n", 1)
    run(first)
    run(curl)
    run(define + others.rsplit("kc doctor", 1)[0] + "kc doctor || true")

    _proxy(document)
    status, page = _asked("/en/")
    assert (status, "</html>" in page) == (200, True)
    assert [_asked(path)[0] for path in ("/readyz", "/metrics")] == [404, 404]
    assert _asked("/en/", body=b"x" * (102 * 1024 * 1024))[0] == 413
    for host in ("evil.example", "a b", "offer.example.evil.example", "evil.example:x"):
        status, page = _asked("/en/", host=host, port=8000)
        assert status == 400, (host, status)
        assert "Traceback" not in page

    for job in JOBS:
        run(f"sudo systemctl start kentcare-{job}")
    run("sudo systemctl start kentcare-doctor", expected=1)
    faults = _log("kentcare-doctor").strip().splitlines()
    # What is left to an operator, and nothing else.
    assert all(line.startswith(("No virus scanner", "No process has sent")) for line in faults), faults

    [backup] = BACKUPS.iterdir()
    modes = {
        INSTANCE: ("kentcare", 0o700),
        INSTANCE / "kentcare.sqlite3": ("kentcare", 0o600),
        BACKUPS: ("kentcare", 0o700),
        backup: ("kentcare", 0o600),
        SETTINGS: ("root", 0o600),
    }
    assert {place: _mode(place) for place in modes} == modes

    Path("/root/key").write_text(private)
    run("install -m 600 -o kentcare /root/key /var/lib/kentcare/key")
    [restore] = _blocks(document, "Backups")
    restore = restore.replace("BACKUP", str(backup)).replace("KEYFILE", "/var/lib/kentcare/key")
    _, rest = restore.split("kc restore", 1)
    run(define + "kc restore" + rest.split("sudo", 1)[0], expected=1)  # while it runs
    run(define + restore)
    run(curl)
    assert _asked("/en/")[0] == 200

    run(upgrade[0])
    for step in upgrade[1:]:
        # doctor names what is left to do, such as the scanner, and then ends with 1.
        run(define + step.replace("TAG", "HEAD").replace("kc doctor", "kc doctor || true"))
    run(curl)
    assert _asked("/en/")[0] == 200
    for unit in ("kentcare-web", "kentcare-outbox", *(f"kentcare-{job}" for job in JOBS)):
        assert "Traceback" not in _log(unit), unit
    run("sudo systemctl stop kentcare-web kentcare-outbox")
    _say("Everything of the document that was tried works.")


if __name__ == "__main__":
    verbs: dict[str, Callable[[], object]] = {
        "systemctl": lambda: sys.exit(systemctl(sys.argv[2:])),
        "systemd-run": lambda: sys.exit(systemd_run(sys.argv[2:])),
        "install": lambda: install(Path(sys.argv[2]), sys.argv[3]),
        "operate": lambda: operate(Path(sys.argv[2]), sys.argv[3]),
    }
    verbs[sys.argv[1]]()
