"""What looks for holes and secrets finds those that are planted."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def looked_at(tool: str, path: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", f"tools.{tool}", str(path)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=False, text=True)


def test_a_planted_hole_is_found(tmp_path: Path) -> None:
    planted = tmp_path / "planted.py"
    planted.write_text("import subprocess\nsubprocess.run(input(), shell=True)\n")
    found = looked_at("find_holes", planted)
    assert (found.returncode, "B602" in found.stdout) == (1, True), found.stderr
    planted.write_text("nothing = 1\n")
    assert looked_at("find_holes", planted).returncode == 0


def test_a_planted_secret_is_found(tmp_path: Path) -> None:
    planted = tmp_path / "planted.py"
    letters = "wJalrXUtnFEMI" + "bPxRfiCYqZtNsvKd7mQe"
    planted.write_text(f'aws_secret_access_key = "{letters}"\n')
    found = looked_at("find_secrets", planted)
    assert (found.returncode, "planted.py:1" in found.stdout) == (1, True), found.stderr
    planted.write_text("nothing = 1\n")
    assert looked_at("find_secrets", planted).returncode == 0
