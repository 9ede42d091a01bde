"""ClamAV's own daemon, where it is installed: it hears what is asked and finds what it knows."""

import hashlib
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.files.clamd import EICAR
from trainer.storage.antivirus import NotScanned, virus_in

CLAMD = shutil.which("clamd", path="/usr/sbin:/usr/local/sbin:/usr/bin")
LIMIT = 2_000_000

pytestmark = pytest.mark.skipif(CLAMD is None, reason="clamd is not installed")


def settings(folder: Path) -> str:
    """Write a configuration that knows one signature, that of the harmless test file."""
    known = folder / "known"
    known.mkdir()
    (known / "own.hdb").write_text(
        f"{hashlib.md5(EICAR, usedforsecurity=False).hexdigest()}:{len(EICAR)}:Eicar-Test\n"
    )
    path = folder / "clamd.conf"
    path.write_text(
        f"DatabaseDirectory {known}\nLocalSocket {folder / 'socket'}\n"
        f"Foreground yes\nStreamMaxLength {LIMIT}\n"
    )
    return str(path)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("clamd")
    with subprocess.Popen(
        [str(CLAMD), "-c", settings(folder)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as daemon:
        try:
            _wait_for(folder / "socket")
            yield f"unix://{folder / 'socket'}"
        finally:
            daemon.terminate()


def _wait_for(path: Path) -> None:
    for _attempt in range(300):
        try:
            with socket.socket(socket.AF_UNIX) as asking:
                asking.connect(str(path))
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail("clamd did not start.")


def test_it_names_what_it_finds_and_passes_what_is_clean(address: str) -> None:
    assert virus_in([EICAR[:30], EICAR[30:]], address) == "Eicar-Test.UNOFFICIAL"
    assert virus_in([b"Words", b" and more"], address) is None


def test_what_is_longer_than_it_takes_is_not_taken_for_clean(address: str) -> None:
    with pytest.raises(NotScanned):
        virus_in([b"a" * 100_000] * (LIMIT // 100_000 + 5), address)
