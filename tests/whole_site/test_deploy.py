"""The files under deploy/ are accepted by the tools that read them, and fit the site they describe."""

import json
import os
import re
import shlex
import shutil
import ssl
import subprocess
import sys
from pathlib import Path

import click
import pytest
from flask import Flask

from kentcare.cli import main
from kentcare.services.files.rules import MOST_BYTES, MOST_FILES
from kentcare.setting_formats import FORMATS
from support.tls import self_signed

ROOT = Path(__file__).resolve().parents[2]
SYSTEMD = ROOT / "deploy" / "systemd"
NGINX = ROOT / "deploy" / "nginx" / "kentcare.conf"
OPERATE = (ROOT / "docs" / "operate.md").read_text(encoding="utf-8")
EXAMPLE = ROOT / "deploy" / "kentcare.env.example"
CATALOGUE = (ROOT / "translations" / "messages.pot").read_text(encoding="utf-8")
GENERATOR = Path("/usr/lib/systemd/user-environment-generators/30-systemd-environment-d-generator")
UNITS = sorted(SYSTEMD.iterdir())
SERVICES = [unit for unit in UNITS if unit.suffix == ".service" and "@" not in unit.name]
TIMERS = [unit for unit in UNITS if unit.suffix == ".timer"]
INSTALLED = "/opt/kentcare/.venv/bin/kentcare"  # as docs/operate.md installs it
# Of systemd's own scale from 0 (nothing is open) to 10. Ours stand at 1.5.
MOST_EXPOSED = 2.0
MEBIBYTE = 1024 * 1024
REQUIRED = "KENTCARE_TOOLS_REQUIRED"  # set by .ci/run, where no tool may be missing


# What reads the files, and the package of Debian and Ubuntu that it is in.
TOOLS = {"nginx": "nginx-light", "systemd-analyze": "systemd"}


def _tool(name: str) -> str:
    """Where a tool is. nginx is often in a folder that is on root's path alone.

    Where there is none the test is skipped on a developer's machine, and fails in continuous integration.
    """
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/sbin")
    if found is None:
        why = f"{name} is not installed here. .ci/run installs {TOOLS[name]} and runs this test with it"
        if os.environ.get(REQUIRED):
            pytest.fail(why)
        pytest.skip(why)
    return found


def _run(*command: str | Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def units(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The units, with the command where it is here: systemd asks whether it can be run."""
    folder = tmp_path_factory.mktemp("units")
    for unit in UNITS:
        here = str(Path(sys.executable).parent / "kentcare")
        (folder / unit.name).write_text(unit.read_text().replace(INSTALLED, here))
    return folder


def test_continuous_integration_installs_every_tool_and_skips_none_of_these_tests() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    lines = script.splitlines()
    for name, package in TOOLS.items():
        [line] = [one for one in lines if one.startswith(f"command -v {name} >/dev/null")]
        assert line.endswith(f"|| missing+=({package})")
    assert lines.index(f"export {REQUIRED}=yes") < lines.index("make test")
    assert ".ci/run" in (ROOT / ".github" / "workflows" / "test.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", TOOLS)
def test_where_a_tool_is_missing_the_reason_says_what_runs_the_test(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda *_args, **_kwargs: None)
    monkeypatch.delenv(REQUIRED, raising=False)
    with pytest.raises(pytest.skip.Exception, match=rf"\.ci/run installs {TOOLS[name]}"):
        _tool(name)
    monkeypatch.setenv(REQUIRED, "yes")
    with pytest.raises(pytest.fail.Exception, match=name):
        _tool(name)


def test_systemd_accepts_every_unit(units: Path) -> None:
    verify = _run(_tool("systemd-analyze"), "verify", "--man=no", *sorted(units.iterdir()))
    # A misspelt setting is only a warning to systemd, which then runs without it.
    assert (verify.returncode, verify.stdout + verify.stderr) == (0, "")


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.stem)
def test_a_service_may_do_little_besides_its_work(units: Path, service: Path) -> None:
    told = _run(
        *(_tool("systemd-analyze"), "security", "--offline=true", "--no-pager"),
        units / service.name,
    )
    level = re.search(r"Overall exposure level for \S+: ([0-9.]+)", told.stdout)
    if level is None:
        pytest.skip("this systemd cannot judge a unit that is not installed")
    assert float(level[1]) <= MOST_EXPOSED


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.stem)
def test_every_service_reads_the_one_file_of_settings(service: Path) -> None:
    """A job with another KENTCARE_INSTANCE would copy, or empty, another database without a word."""
    lines = service.read_text().splitlines()
    assert lines.count("EnvironmentFile=/etc/kentcare/kentcare.env") == 1
    assert not [line for line in lines if line.startswith(("Environment=", "PassEnvironment="))]
    assert {"User=kentcare", "StateDirectory=kentcare"} <= set(lines)


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.stem)
def test_a_service_starts_a_command_that_there_is(service: Path) -> None:
    started = re.search(r"^ExecStart=(.+)$", service.read_text(), re.MULTILINE)
    assert started
    program, *words = shlex.split(started[1])
    assert program == INSTALLED
    command: click.Command = main
    while isinstance(command, click.Group):
        found = command.get_command(click.Context(command), words.pop(0))
        assert found, started[1]
        command = found
    known = {name for option in command.params for name in (*option.opts, *option.secondary_opts)}
    assert {word for word in words if word.startswith("-")} <= known


def test_every_nightly_job_has_its_timer_and_the_others_have_none() -> None:
    jobs = {unit.stem for unit in SERVICES if "Type=oneshot" in unit.read_text()}
    assert {timer.stem for timer in TIMERS} == jobs - {"kentcare-migrate"}
    assert {unit.stem for unit in SERVICES} - jobs == {"kentcare-web", "kentcare-outbox"}


def test_only_a_migration_knows_who_owns_the_tables() -> None:
    readers = {unit.stem for unit in UNITS if "owner.env" in unit.read_text()}
    assert readers == {"kentcare-migrate"}


def test_no_two_jobs_start_together() -> None:
    times = re.findall(r"^OnCalendar=(.+)$", "\n".join(timer.read_text() for timer in TIMERS), re.MULTILINE)
    assert len(times) == len(set(times)) == len(TIMERS)


def _nginx_whole(folder: Path) -> Path:
    """A configuration of which ours is a part, with ports and folders that anybody may use."""
    ours = NGINX.read_text().replace("/etc/kentcare", str(folder)).replace("/var/log/nginx", str(folder))
    # To test a configuration nginx opens its ports: the low ones are root's, and not every machine has IPv6.
    ours = re.sub(r"listen (\[::\]:)?(80|443)\b", r"listen 127.0.0.1:1\2", ours)
    ours = re.sub(r"(listen 127\.0\.0\.1:\S+[^;]*;)\s*\1", r"\1", ours)
    (folder / "kentcare.conf").write_text(ours)
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    places = "\n".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    whole = folder / "nginx.conf"
    whole.write_text(
        f"pid {folder}/nginx.pid;\nerror_log {folder}/error.log;\nevents {{}}\n"
        f"http {{\n{places}\ninclude {folder}/kentcare.conf;\n}}\n"
    )
    return whole


def test_nginx_accepts_the_configuration_of_the_proxy(tmp_path: Path) -> None:
    nginx = _tool("nginx")
    self_signed(tmp_path, "offer.example")
    tested = _run(nginx, "-t", "-p", tmp_path, "-c", _nginx_whole(tmp_path))
    assert tested.returncode == 0, tested.stderr
    assert "[emerg]" not in tested.stderr
    assert "conflicting" not in tested.stderr


def test_the_proxy_takes_what_the_largest_form_may_send(app: Flask) -> None:
    """With a lower limit a Host's photographs would be refused by a page that is not ours."""
    limit = re.search(r"client_max_body_size (\d+)m;", NGINX.read_text())
    assert limit
    uploads: dict[str, int] = app.extensions["kentcare_uploads"]
    assert int(limit[1]) * MEBIBYTE == max(uploads.values())


def test_the_proxy_leads_to_where_the_site_listens() -> None:
    listens = re.search(r"--host (\S+) --port (\d+)", (SYSTEMD / "kentcare-web.service").read_text())
    assert listens
    assert f"server {listens[1]}:{listens[2]} " in NGINX.read_text()


def test_the_proxy_keeps_no_log_of_who_came() -> None:
    told = NGINX.read_text()
    servers = re.findall(r"^server \{", told, re.MULTILINE)
    assert re.findall(r"^\s*access_log (.+);$", told, re.MULTILINE) == ["off"] * len(servers)


def test_the_proxy_speaks_no_tls_that_can_be_read_later_with_its_key() -> None:
    told = NGINX.read_text()
    assert re.findall(r"^\s*ssl_protocols (.+);$", told, re.MULTILINE) == ["TLSv1.2 TLSv1.3"]
    [ciphers] = re.findall(r"^\s*ssl_ciphers (.+);$", told, re.MULTILINE)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.set_ciphers(ciphers)
    chosen = {str(one["name"]) for one in context.get_ciphers() if one["protocol"] == "TLSv1.2"}
    assert chosen == set(ciphers.split(":"))
    assert all(
        re.fullmatch(r"ECDHE-(ECDSA|RSA)-(AES\d+-GCM-SHA\d+|CHACHA20-POLY1305)", one) for one in chosen
    )


def test_the_document_and_the_pages_say_the_sizes_that_hold(app: Flask) -> None:
    largest = max(app.extensions["kentcare_uploads"].values())
    assert f"accept posts of {largest // MEBIBYTE} MiB" in OPERATE
    assert MOST_BYTES == 10 * MEBIBYTE
    assert largest == MOST_FILES * MOST_BYTES + MEBIBYTE
    # A page says what a telephone says of a file, which counts in thousands.
    told = [message for message in CATALOGUE.split("\nmsgid ") if " MB" in message.partition("\n")[0]]
    assert len(told) == 2
    assert all(f"less than {MOST_BYTES // MEBIBYTE} MB" in message for message in told)


def test_a_service_that_ends_is_started_again_after_a_pause_for_as_long_as_it_takes() -> None:
    for name in ("kentcare-web", "kentcare-outbox"):
        lines = (SYSTEMD / f"{name}.service").read_text().splitlines()
        assert {"Restart=on-failure", "RestartSec=5", "StartLimitIntervalSec=0"} <= set(lines)


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.stem)
def test_what_a_service_makes_is_its_own_user_s_alone(service: Path) -> None:
    assert {"UMask=0077", "StateDirectoryMode=0700"} <= set(service.read_text().splitlines())


def test_the_backup_goes_to_the_folder_that_doctor_looks_at() -> None:
    unit = (SYSTEMD / "kentcare-backup.service").read_text()
    example = re.search(r"^BACKUP_FOLDER=(.+)$", EXAMPLE.read_text(), re.MULTILINE)
    assert example
    assert f"backup --to {example[1]}\n" in unit
    assert f"ReadWritePaths=-{example[1]}\n" in unit
    assert f"-m 700 -o kentcare -g kentcare /var/lib/kentcare {example[1]}\n" in OPERATE


def test_a_shell_and_systemd_read_the_same_settings(tmp_path: Path) -> None:
    """The example with every line in use, read by a shell and by systemd's own parser of such files."""
    if not GENERATOR.exists():
        pytest.skip(f"systemd's parser is not here ({GENERATOR}): .ci/run installs systemd")
    lines = [re.sub(r"^#(?=[A-Z_]+=)", "", line) for line in EXAMPLE.read_text().splitlines()]
    given = [line for line in lines if re.match(r"[A-Z_]+=.", line)]
    assert "MAIL_FROM='Hello <hello@offer.example>'" in given
    file = tmp_path / "environment.d" / "kentcare.conf"
    file.parent.mkdir()
    file.write_text("\n".join(given) + "\n")
    told = subprocess.run(
        [GENERATOR], env={"XDG_CONFIG_HOME": str(tmp_path)}, capture_output=True, text=True, check=True
    )
    by_systemd = dict(word.partition("=")[::2] for word in shlex.split(told.stdout))
    printing = "import json, os; print(json.dumps(dict(os.environ)))"
    shell = ["sh", "-ec", f'set -a; . "{file}"; exec "{sys.executable}" -c "{printing}"']
    by_shell = json.loads(subprocess.run(shell, env={}, capture_output=True, text=True, check=True).stdout)
    names = {line.partition("=")[0] for line in given}
    assert {name: by_systemd[name] for name in names} == {name: by_shell[name] for name in names}
    assert FORMATS["MAIL_FROM"].fault("MAIL_FROM", by_shell["MAIL_FROM"]) is None


def test_what_is_typed_by_the_document_is_known_to_whoever_types_it() -> None:
    """`make operated-machine` types it all; this finds at once a unit or a command that is not there."""
    typed = "\n".join(re.findall(r"^```\n(.*?)^```$", OPERATE, re.MULTILINE | re.DOTALL)).replace("\\\n", " ")
    named = set(re.findall(r"kentcare-(?:[a-z-]+)(?:\.timer)?", typed))
    there = {unit.name.removesuffix(".service") for unit in UNITS}
    assert named
    assert named <= there
    commands = [shlex.split(line, comments=True)[1:] for line in typed.splitlines() if line.startswith("kc ")]
    for words in commands:
        assert main.get_command(click.Context(main), words[0]), words
