"""Run the bench of every job, one after the other, and print what each says.

Come here for all figures that are not of a page: `./run bench --data DIR --jobs`. Each runs in a
process of its own, makes what it needs and leaves nothing behind.
"""

import subprocess
import sys
import time
from pathlib import Path

JOBS = (
    "certificate",
    "checking",
    "batches",
    "importing",
    "past",
    "packs",
    "portfolio",
    "workload",
    "draws",
    "currency",
    "matrix",
    "appraising",
    "careers",
    "suggesting",
    "sampling",
    "ledger",
)
OF_DATA = {"checking"}
"""Those that measure the data directory itself."""


def run_all(data: Path) -> None:
    """Print every job's figures under its name; a job that fails ends with its own message."""
    for name in JOBS:
        began = time.perf_counter()
        print(f"\n## python -m bench.{name}", flush=True)
        more = ["--data", str(data)] if name in OF_DATA else []
        done = subprocess.run([sys.executable, "-m", f"bench.{name}", *more], check=False)
        said = "" if done.returncode == 0 else f", ended with {done.returncode}"
        print(f"({time.perf_counter() - began:.0f} s{said})", flush=True)
