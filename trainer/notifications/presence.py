"""Who is at work: each job worker holds a lock on a file of its own, and loses it however it ends."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

FOLDER, BEGUN, THERE = "workers", ".begun", ".there"


@contextmanager
def at_work(data_dir: Path) -> Iterator[str]:
    """Be known as a worker, by the name returned.

    The file stays when the worker ends, for whoever looks next to find what it had taken up.
    """
    folder, name = data_dir / FOLDER, uuid4().hex
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}{BEGUN}"
    with path.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        path.rename(path.with_suffix(THERE))  # Nobody finds it before it is held.
        yield name


def there(data_dir: Path) -> Iterator[str]:
    """Name each worker that is at work."""
    for path in (data_dir / FOLDER).glob(f"*{THERE}"):
        with suppress(FileNotFoundError), path.open() as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                yield path.stem


def gone(data_dir: Path) -> Iterator[str]:
    """Name each worker that has ended, and forget it once the next is asked for."""
    for path in (data_dir / FOLDER).glob(f"*{THERE}"):
        with suppress(BlockingIOError, FileNotFoundError), path.open() as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield path.stem
            path.unlink(missing_ok=True)
