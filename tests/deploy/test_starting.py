"""A web server starts on records of the form it needs, and on no others."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from trials.scene import ROOT, environment, settings


@pytest.mark.slow
@pytest.mark.sqlite_only
def test_without_its_tables_a_web_server_says_so_and_ends(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "gunicorn", "wsgi:app", "--bind", f"unix:{tmp_path}/socket"],
        cwd=ROOT,
        env=os.environ | environment(settings(tmp_path)),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ended.returncode != 0
    *lines, last = ended.stderr.splitlines()
    assert (
        last == "trainer: The database is empty. Prepare it with ./run migrate, then start again."
    )
    assert json.loads(lines[0])["logger"] == "gunicorn.error"
