"""Hand every content security policy of Trainer to csp_evaluator: `./run trial policies`."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from trainer.web.headers import POLICY
from trainer.web.uploads import SANDBOX
from trials.scene import ROOT

HERE = Path(__file__).parent
_IN_PAGE = re.compile(r'http-equiv="Content-Security-Policy" content="([^"]+)"')


def policies() -> Iterator[tuple[str, str]]:
    """Name each policy: of pages, of files that somebody sent, of pages written into packs."""
    yield "every page", POLICY
    yield "a file to be saved", SANDBOX["Content-Security-Policy"]
    for page in sorted((ROOT / "trainer").rglob("*.html")):
        for found in _IN_PAGE.findall(page.read_text()):
            yield f"{page.relative_to(ROOT)}, opened without a server", found


def main() -> None:
    """Install the evaluator beside its script, once, and run it."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if not npm or not node:
        sys.exit("policies: install nodejs and npm.")
    if not (HERE / "node_modules").exists():
        subprocess.run(
            [npm, "install", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=HERE, check=True
        )
    given = json.dumps(dict(policies()))
    done = subprocess.run([node, "check.mjs"], cwd=HERE, input=given, text=True, check=False)
    print("FAILED" if done.returncode else "PASSED")
    sys.exit(done.returncode)


if __name__ == "__main__":
    main()
