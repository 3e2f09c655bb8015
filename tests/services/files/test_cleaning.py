"""Which files are not taken, and what the process that opens a file is given."""

import os
import resource
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import Event, Timer

import pytest

from kentcare.services.files import cleaning
from kentcare.services.files.cleaning import cleaned
from kentcare.services.files.rules import (
    JPEG,
    MOST_BYTES,
    MOST_DRAWN_BYTES,
    MOST_PAGES,
    FileRefused,
    NotNow,
    Refusal,
)
from support.patience import until
from support.pictures import (
    archive,
    document,
    large_photograph,
    many_curves,
    many_pages,
    photograph,
    picture_bomb,
)

BAD = {
    "empty": (b"", Refusal.EMPTY),
    "of another kind": (b"MZ\x90\x00 a program", Refusal.NOT_TAKEN),
    "wrong magic": (b"\xff\xd8\xff\xe0 but no photograph", Refusal.BROKEN),
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>', Refusal.NOT_TAKEN),
    "html": (b"<!DOCTYPE html><script>1</script>", Refusal.NOT_TAKEN),
    "zip bomb": (archive(), Refusal.NOT_TAKEN),
    "picture bomb": (picture_bomb(), Refusal.TOO_BIG),
    "over size": (b"%PDF-" + bytes(MOST_BYTES), Refusal.TOO_BIG),
    "half a photograph": (photograph()[:-200], Refusal.BROKEN),
    "half a pdf": (b"%PDF-1.7 and no more", Refusal.BROKEN),
    "more pages than anybody reads": (many_pages(MOST_PAGES + 1), Refusal.TOO_MANY_PAGES),
    "a pdf with a password": (document(password="secret"), Refusal.LOCKED),  # noqa: S106  # of a test
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_not_taken(name: str) -> None:
    content, reason = BAD[name]
    with pytest.raises(FileRefused) as refused:
        cleaned(content)
    assert refused.value.reason is reason


def test_what_opens_it_may_write_nothing_and_sees_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is started with none of the site's secrets, and may write to no disk."""
    monkeypatch.setenv("SECRET_KEY", "of a test")
    _start(
        monkeypatch,
        """
import os, resource
told = "SECRET_KEY" in os.environ, resource.getrlimit(resource.RLIMIT_FSIZE)
sys.stdout.write(repr(told))
sys.stdout.flush()
os._exit(10)
""",
    )
    assert cleaned(photograph()) == (b"(False, (0, 0))", JPEG)


def test_a_file_that_takes_too_long_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """1.2 MB of curves would take a processor for minutes."""
    monkeypatch.setattr(cleaning, "_SECONDS", 2)
    with pytest.raises(FileRefused) as refused:
        cleaned(many_curves())
    assert refused.value.reason is Refusal.TOO_SLOW
    assert not refused.value.reason.is_ours


@pytest.mark.parametrize(
    "script",
    [
        "import os; os.kill(os.getpid(), 9)",
        "raise SystemExit(1)",
        "import time; time.sleep(60)",
    ],
    ids=["killed", "broken", "for ever"],
)
def test_a_process_that_ends_early_is_our_fault(monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    monkeypatch.setattr(cleaning, "_TIMEOUT", 1)
    _start(monkeypatch, script)
    with pytest.raises(NotNow):
        cleaned(photograph())


def test_a_process_is_ended_once_nobody_waits_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    _start(monkeypatch, "import time; time.sleep(60)")
    stopping = Event()
    Timer(0.3, stopping.set).start()
    with pytest.raises(NotNow):
        cleaned(photograph(), stopping.is_set)


_LINUX_ALONE = pytest.mark.skipif(sys.platform != "linux", reason="other kernels end no process so")


@_LINUX_ALONE
def test_a_process_ends_with_the_one_that_waits_for_it(tmp_path: Path) -> None:
    """Killed, that one can end nothing any more: the file took its 20 seconds of a processor, for nobody."""
    file = tmp_path / "curves.pdf"
    file.write_bytes(many_curves())
    read = "from kentcare.services.files.cleaning import cleaned; cleaned(open(sys.argv[1], 'rb').read())"
    with subprocess.Popen([sys.executable, "-c", f"import sys; {read}", str(file)]) as worker:
        until(lambda: _children(worker.pid))
        [drawing] = _children(worker.pid)
        until(lambda: _seconds_of(drawing) >= 1)
        worker.kill()
    try:
        until(lambda: not _is_running(drawing), seconds=5)
    finally:
        with suppress(ProcessLookupError):
            os.kill(drawing, signal.SIGKILL)


@_LINUX_ALONE
def test_a_process_that_nobody_waits_for_when_it_begins_draws_nothing() -> None:
    gone = "1"
    command = (*cleaning._COMMAND, "20", str(cleaning._MEMORY), gone)
    drawn = subprocess.run(command, input=photograph(), stdout=subprocess.PIPE, check=False)
    assert (drawn.stdout, drawn.returncode) == (b"", 1)


def _children(pid: int) -> list[int]:
    """The processes that one began, and that go on."""
    every = [int(one.name) for one in Path("/proc").iterdir() if one.name.isdigit()]
    return [one for one in every if _is_running(one) and _stat(one)[1] == str(pid)]


def _stat(pid: int) -> list[str]:
    """What the kernel tells of a process, from its state on."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def _seconds_of(pid: int) -> float:
    user, system = _stat(pid)[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def _is_running(pid: int) -> bool:
    try:
        return _stat(pid)[0] != "Z"  # nobody may have asked yet how it ended
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_a_process_that_runs_out_of_memory_is_our_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    """A photograph as large as is taken, where the machine has little left."""
    monkeypatch.setattr(cleaning, "_MEMORY", 300 * 1024**2)
    for kind in ("JPEG", "PNG", "WEBP", "HEIF"):
        with pytest.raises(NotNow):
            cleaned(large_photograph(kind))


def test_a_process_that_was_tricked_cannot_fill_the_memory_of_the_site(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It writes for ever, to both of its ends."""
    _start(
        monkeypatch,
        """
import os
while True:
    os.write(2, bytes(1000))
    os.write(1, bytes(1_000_000))
""",
    )
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(FileRefused) as refused:
        cleaned(photograph())
    assert refused.value.reason is Refusal.TOO_DETAILED
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert after - before < 4 * MOST_DRAWN_BYTES / 1024  # in units of 1,024 bytes


def _start(monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Let a script stand for the libraries that open the file, under the limits of the real process."""
    limits = "import sys; from kentcare.services.files.redraw import _take_little; _take_little(20, 10**9)"
    whole = f"{limits}\nsys.stdin.buffer.read()\n{script}"
    monkeypatch.setattr(cleaning, "_COMMAND", (sys.executable, "-P", "-c", whole))
