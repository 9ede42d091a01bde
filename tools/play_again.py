"""Play the browser's tests that just failed once more, by themselves, and name them.

A browser beside a full machine now and then answers later than a test waits. What passes when it
is played alone did not find a fault in Trainer, so it does not stop a change; it is printed as
shaky, because a test that has to be asked twice wants mending. Any other failure stands.

`./run test` calls this with pytest's exit code; what failed is read from pytest's cache. Ends
with 1 where a failure stands, as does anything but failed tests: no file read, a run cut short.
"""

import json
import sys
from pathlib import Path

import pytest

FAILED = Path(".pytest_cache/v/cache/lastfailed")
IN_A_BROWSER = ("tests/browser/", "tests/front/")
AT_MOST = 3


def main(ended: str) -> int:
    """Tell whether the run may go on, as an exit code: 0 where all passed when played alone."""
    if ended != str(int(pytest.ExitCode.TESTS_FAILED)):
        return 1
    failed = sorted(json.loads(FAILED.read_text())) if FAILED.exists() else []
    if not failed or len(failed) > AT_MOST:
        return 1
    if not all(name.startswith(IN_A_BROWSER) for name in failed):
        return 1
    print(f"Played again alone: {', '.join(failed)}", flush=True)
    if pytest.main(["-q", *failed]) != pytest.ExitCode.OK:
        return 1
    print(f"SHAKY, mend: {', '.join(failed)}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
