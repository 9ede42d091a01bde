"""Watch the system calls of a process, and let some of them fail: what strace is used for here."""

import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path

WRITES = "write,pwrite64,writev,pwritev,ftruncate,fsync,fdatasync,unlink,unlinkat,rename"
SYNCS = "fsync,fdatasync"
MISSING = "strace is missing, or may not watch processes here: apt-get install strace"
PATIENCE = 20.0


@cache
def can_trace() -> bool:
    """Say whether strace is there and may watch another process."""
    if _strace() is None:
        return False
    with tempfile.NamedTemporaryFile() as noted:
        sleeping = subprocess.Popen([shutil.which("sleep") or "sleep", "30"])
        watching = subprocess.Popen(
            [_strace() or "", "-o", noted.name, "-p", str(sleeping.pid)],
            stderr=subprocess.DEVNULL,
        )
        time.sleep(0.3)
        may = watching.poll() is None
        sleeping.kill()
        sleeping.wait()
        watching.wait()
    return may


def require() -> None:
    """End with a sentence where strace is missing."""
    if not can_trace():
        raise SystemExit(MISSING)


@contextmanager
def watching(pid: int, *options: str, note: Path, paths: Sequence[Path] = ()) -> Iterator[None]:
    """Watch a process and all its threads while this lasts, with these options of strace.

    What is noted goes into the file `note`; only calls about `paths` are watched, if any are named.
    """
    about = [option for path in paths for option in ("-P", str(path))]
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            [_strace() or "", "-f", "-o", str(note), *about, *options, "-p", str(pid)], stderr=said
        )
        _wait_until_attached(process, pid)
        try:
            yield
        finally:
            process.terminate()
            process.wait()


def _wait_until_attached(process: "subprocess.Popen[bytes]", pid: int) -> None:
    began, wanted = time.monotonic(), f"TracerPid:\t{process.pid}\n"
    threads = Path(f"/proc/{pid}/task")
    while time.monotonic() - began < PATIENCE:
        if all(wanted in (one / "status").read_text() for one in threads.iterdir()):
            return
        if process.poll() is not None:
            raise SystemExit(MISSING)
        time.sleep(0.005)
    raise SystemExit(MISSING)


def _strace() -> str | None:
    return shutil.which("strace")
