"""Write the bill of materials (CycloneDX) of what an installation runs: `./run sbom`.

It says what stands in `requirements/app.txt`, where the hashes of the packages are: each package with its
version and what it depends on. The same requirements give the same bytes. With `--check` nothing is
written, and it ends with 1 if the bill in the repository is another one.
"""

import argparse
import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.dependency import Dependency
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

REQUIREMENTS = Path(__file__).parents[1] / "requirements"
BILL = REQUIREMENTS / "sbom.json"
_PINNED = re.compile(
    r"^(?P<name>[a-z0-9._-]+)(?:\[[^\]]*\])?==(?P<version>[^ ;\\]+)", re.IGNORECASE
)
_ASKED_BY = re.compile(r"^ +#(?: via)? +(?P<name>[a-z0-9._-]+)$", re.IGNORECASE)


def main() -> int:
    """Write the bill, or tell whether it is the one to be written."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, compare")
    said = bill((REQUIREMENTS / "app.txt").read_text(encoding="utf-8"))
    if not parser.parse_args().check:
        BILL.write_text(said, encoding="utf-8")
        return 0
    if BILL.is_file() and BILL.read_text(encoding="utf-8") == said:
        return 0
    print("The bill of materials is not that of requirements/app.txt: ./run sbom", file=sys.stderr)
    return 1


def bill(requirements: str) -> str:
    """Put together the bill of these requirements, as uv exports them."""
    about = tomllib.loads((REQUIREMENTS.parent / "pyproject.toml").read_text())["project"]
    parts, asked = dict[str, Component](), defaultdict[str, list[str]](list)
    for name, version, by in _pinned(requirements):
        address = PackageURL("pypi", name=name, version=version)
        parts[name] = Component(
            name=name, version=version, purl=address, bom_ref=address.to_string()
        )
        for one in by:
            asked[one].append(name)
    root = Component(
        name=about["name"],
        version=about["version"],
        description=about["description"],
        type=ComponentType.APPLICATION,
        bom_ref=about["name"],
    )
    depends = [
        Dependency(one.bom_ref, [Dependency(parts[name].bom_ref) for name in asked[one.name]])
        for one in (root, *parts.values())
    ]
    made = Bom(
        components=parts.values(), metadata=BomMetaData(component=root), dependencies=depends
    )
    return _same_each_time(made)


def _pinned(requirements: str) -> Iterator[tuple[str, str, list[str]]]:
    """Tell each package, its version, and who asked for it."""
    name, version, by = "", "", list[str]()
    for line in requirements.splitlines():
        if found := _PINNED.match(line):
            if name:
                yield name, version, by
            name, version, by = found["name"], found["version"], []
        elif asked := _ASKED_BY.match(line):
            by.append(asked["name"])
    yield name, version, by


def _same_each_time(made: Bom) -> str:
    """Write it down without the number and the time that the library makes up for it."""
    said = JsonV1Dot6(made).output_as_string(indent=1)
    said = re.sub(r'\n *"serialNumber": "[^"]*",', "", said)
    return re.sub(r',?\n *"timestamp": "[^"]*"', "", said) + "\n"


if __name__ == "__main__":
    raise SystemExit(main())
