"""Programs of others that look at what we sign."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest


def told_by(program: str, *line: str | Path) -> str:
    """Return what a program says of a file; it must find nothing wrong."""
    if shutil.which(program) is None and os.environ.get("CI") != "true":
        pytest.skip(f"{program} is not on this machine.")
    done = subprocess.run(
        [program, *map(str, line)], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
