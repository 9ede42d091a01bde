"""Fuzz each reader of strangers' files for a while: `./run trial fuzzing`."""

import argparse
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from trials.fuzzing.readers import READERS
from trials.scene import ROOT

ATHERIS = ROOT / ".venv-fuzzing"
"""Atheris, in an environment of its own: `./run trial` makes it."""
LONGEST = 200_000
"""Bytes of an input."""
SLOWEST = 20
"""Seconds an input may take, of which a busy machine has the most."""
MOST_MEMORY_MB = 1500
_DONE = re.compile(r"Done (\d+) runs in (\d+) second")


def fuzz(name: str, folder: Path, seconds: int) -> tuple[str, int]:
    """Let libFuzzer at one reader, and tell its last words and the inputs it tried.

    What it fell over stays in the folder, under crash-, timeout- or oom-.
    """
    corpus = folder / name
    corpus.mkdir(parents=True, exist_ok=True)
    for seed, data in READERS[name].seeds().items():
        (corpus / seed).write_bytes(data)
    packages = next((ATHERIS / "lib").glob("python3*/site-packages"))
    limits = {
        "max_total_time": seconds,
        "max_len": LONGEST,
        "timeout": SLOWEST,
        "rss_limit_mb": MOST_MEMORY_MB,
        "artifact_prefix": f"{folder}/{name}-",
        "verbosity": 1,
    }
    given = [f"-{what}={much}" for what, much in limits.items()]
    log = folder / f"{name}.log"
    with log.open("wb") as said:
        ended = subprocess.run(
            [sys.executable, "-m", "trials.fuzzing.child", name, str(corpus), *given],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(packages)},
            stdout=said,
            stderr=said,
            check=False,
        )
    words = log.read_text(errors="replace")
    done = _DONE.search(words)
    if ended.returncode or not done:
        return "\n".join(words.splitlines()[-60:]) or "It said nothing.", 0
    return "", int(done[1])


def main() -> None:
    """Fuzz and print the verdict."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10, help="for each reader")
    parser.add_argument("--only", choices=sorted(READERS), action="append")
    parser.add_argument("--folder", type=Path, help="where inputs are kept from run to run")
    asked = parser.parse_args()
    folder = asked.folder or Path(tempfile.mkdtemp(prefix="trainer-fuzzing-"))
    failed = False
    for name in asked.only or READERS:
        trouble, tried = fuzz(name, folder, int(asked.minutes * 60))
        print(f"FAILED: {name}\n{trouble}" if trouble else f"PASSED: {name}, {tried:,} inputs")
        failed = failed or bool(trouble)
    print(f"Inputs and words are in {folder}.")
    sys.exit(failed)


if __name__ == "__main__":
    main()
