"""Let Wapiti at a demonstration, signed in as one person after the other: `./run trial scanning`."""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from trainer.config import Config
from trials.scene import ROOT
from trials.serving import Server, Visitor, serving

WAPITI = ROOT / ".venv-scanning" / "bin" / "wapiti"
"""Wapiti, in an environment of its own: `./run trial` makes it."""
PEOPLE = {
    "learner": "bh1107",
    "assessor": "bh1102",
    "quality assurer": "bh1007",
    "training administrator": "bh1005",
    "HR": "bh1003",
    "system administrator": "bh1008",
}
MODULES = "xss,permanentxss,sql,redirect,file,exec,crlf,upload,cookieflags,csp,http_headers"
"""Those that say something of such an application and ask nobody but it."""
LEFT_OUT = ("/sign-out", "/static/*", "/careless/none")
HIGH = 3
"""Wapiti counts from 1, low, to 4, critical."""
ERROR = "Internal Server Error"


@dataclass(frozen=True)
class Finding:
    """What Wapiti says of one address."""

    kind: str
    level: int
    where: str
    words: str

    @property
    def is_fault(self) -> bool:
        """Whether the trial ends with it: it is high, or Trainer fell over."""
        return self.level >= HIGH or self.kind == ERROR


@dataclass(frozen=True)
class Bounds:
    """Seconds to look around, and seconds for each kind of attack."""

    look: int
    attack: int


def scan(server: Server, staff_number: str, folder: Path, bounds: Bounds, *, first: str) -> Path:
    """Look around as this person from one address on, attack what was seen; give the report."""
    visitor = Visitor(server.address)
    if staff_number:
        visitor.sign_in_as(staff_number)
    base = "http://{}:{}".format(*server.address)
    report = folder / f"{staff_number or 'stranger'}.json"
    given = {
        "--url": f"{base}/",
        "--start": base + first,
        "--module": MODULES,
        "--max-scan-time": bounds.look,
        "--max-attack-time": bounds.attack,
        "--max-links-per-page": 60,
        "--max-files-per-dir": 6,
        "--scope": "domain",
        "--tasks": 4,
        "--endpoint": f"{base}/",
        "--store-session": folder / report.stem,
        "--store-config": folder / "config",
        "--format": "json",
        "--output": report,
        "--verbose": 1,
        "--timeout": 20,
    }
    command = [str(WAPITI), "--no-bugreport", "--flush-session"]
    command += [str(one) for pair in given.items() for one in pair]
    command += [one for path in LEFT_OUT for one in ("--exclude", base + path)]
    if visitor.cookie:
        command += ["--cookie-value", visitor.cookie]
    with (folder / f"{report.stem}.log").open("wb") as log:
        subprocess.run(command, stdout=log, stderr=log, check=True, cwd=folder)
    if visitor.get("/account")[0] != 200 and staff_number:  # noqa: PLR2004 - still signed in
        raise SystemExit(f"scanning: {staff_number} was signed out on the way.")
    return report


def findings(report: Path) -> Iterator[Finding]:
    """Read what Wapiti found."""
    said = json.loads(report.read_text())
    for part in ("vulnerabilities", "anomalies"):
        for kind, found in said[part].items():
            for one in found:
                where = f"{one['method']} {one['path']} {one['parameter'] or ''}"
                yield Finding(kind, int(one["level"]), where, one["info"])


def seen(report: Path) -> int:
    """Tell how many addresses Wapiti had seen."""
    return int(json.loads(report.read_text())["infos"]["crawled_pages_nbr"])


def settings(data: Path) -> Config:
    """Settle that this demonstration is served."""
    return Config(
        secret_key=(data / "secret_key").read_text().strip(),
        base_url="http://127.0.0.1",
        data_dir=data,
        organisation="Brackenhall Home",
        centre="Harbour Street",
        number_prefix="BH",
    )


def main() -> None:
    """Scan a copy of a demonstration and print the verdict."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="of `./run demo --only-make`")
    parser.add_argument("--look", type=int, default=60, help="seconds for each person")
    parser.add_argument("--attack", type=int, default=20, help="seconds for each kind of attack")
    parser.add_argument("--only", choices=sorted(PEOPLE), action="append")
    parser.add_argument("--planted", action="store_true", help="first see two faults found")
    asked = parser.parse_args()
    bounds, faults = Bounds(asked.look, asked.attack), 0
    folder = Path(tempfile.mkdtemp(prefix="trainer-scanning-"))
    data = folder / "data"
    shutil.copytree(asked.data, data)
    config = settings(data)
    if asked.planted:
        with serving(config, app="trials.careless:echoing()", workers=2) as server:
            report = scan(server, "bh1107", folder, Bounds(5, 15), first="/careless/echo?q=words")
            told = {one.kind for one in findings(report)}
            print(f"Planted faults: {', '.join(sorted(told))}")
            if not {"Reflected Cross Site Scripting", "Open Redirect"} <= told:
                sys.exit("FAILED: the planted faults were not found.")
    with serving(config, workers=2) as server:
        for name in asked.only or PEOPLE:
            report = scan(server, PEOPLE[name], folder, bounds, first="/")
            found = list(findings(report))
            counted = Counter((one.kind, one.level) for one in found)
            print(f"{name}: {seen(report)} addresses; {dict(counted) or 'nothing found'}")
            for one in found:
                if one.is_fault:
                    print(f"- {one.kind} ({one.level}): {one.where}: {one.words}")
                    faults += 1
    print(f"{'FAILED' if faults else 'PASSED'}: {faults} faults; reports are in {folder}.")
    print(f"load average {os.getloadavg()[0]:.1f} at the end")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
