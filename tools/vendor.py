"""Fetch the style sheet and fonts we ship, cut them to what is used, and note their sums.

For developers, and only when a version below changes:

    python tools/vendor.py && python tools/build_static.py
"""

import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

VENDOR = Path(__file__).parent.parent / "trainer" / "static" / "vendor"
PACKAGES = {
    "bootstrap": "5.3.9",
    "@fontsource-variable/source-sans-3": "5.3.0",
    "@fontsource/newsreader": "5.3.0",
    "@fontsource-variable/atkinson-hyperlegible-next": "5.3.0",
}

LATIN = "".join(map(chr, [*range(0x20, 0x7F), *range(0xA0, 0x100)]))
SIGNS = "‐‑–—‘’‚“”„†•…‹›€™←↑→↓−≤≥×"
WELSH_AND_POLISH = "ŴŵŶŷẀẁẂẃẄẅỲỳŸĄąĆćĘęŁłŃńŚśŹźŻż"
CODES = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789abcdefghijklmnopqrstuvwxyz /-–.,:·…#()"


@dataclass(frozen=True)
class Font:
    """One font file we ship: where it comes from, and which letters it keeps."""

    to: str
    package: str
    files: tuple[str, ...]
    letters: str
    weights: tuple[int, int] | None
    name: str


FONTS = [
    Font(
        "source-sans-3.woff2",
        "@fontsource-variable/source-sans-3",
        ("source-sans-3-latin-wght-normal.woff2",),
        LATIN + SIGNS,
        (400, 700),
        "Trainer Sans",
    ),
    Font(
        "source-sans-3-more.woff2",
        "@fontsource-variable/source-sans-3",
        ("source-sans-3-latin-ext-wght-normal.woff2",),
        WELSH_AND_POLISH,
        (400, 700),
        "Trainer Sans",
    ),
    Font(
        "source-sans-3-italic.woff2",
        "@fontsource-variable/source-sans-3",
        ("source-sans-3-latin-wght-italic.woff2",),
        LATIN + SIGNS,
        (400, 400),
        "Trainer Sans",
    ),
    Font(
        "newsreader-500.woff2",
        "@fontsource/newsreader",
        ("newsreader-latin-500-normal.woff2", "newsreader-latin-ext-500-normal.woff2"),
        LATIN + SIGNS + WELSH_AND_POLISH,
        None,
        "Newsreader",
    ),
    Font(
        "atkinson-next.woff2",
        "@fontsource-variable/atkinson-hyperlegible-next",
        ("atkinson-hyperlegible-next-latin-wght-normal.woff2",),
        CODES,
        (400, 600),
        "Atkinson Hyperlegible Next",
    ),
]


def main() -> None:
    """Fetch, cut and write everything again from nothing."""
    with tempfile.TemporaryDirectory() as folder:
        packages = {name: fetch(name, version, Path(folder)) for name, version in PACKAGES.items()}
        if VENDOR.exists():
            shutil.rmtree(VENDOR)
        for name, package in packages.items():
            copy_licence(name, package)
        copy(packages["bootstrap"] / "dist/css/bootstrap.min.css", "bootstrap/bootstrap.min.css")
        for font in FONTS:
            write_font(font, packages[font.package])
    write_sums()


def fetch(name: str, version: str, folder: Path) -> Path:
    """Return the unpacked npm package, got through the npm client and its own settings."""
    npm = shutil.which("npm")
    if npm is None:
        sys.exit("tools/vendor.py wants the npm client, to fetch the packages it names.")
    packed = subprocess.run(  # noqa: S603 - the names and versions are the table above
        [npm, "pack", "--json", f"{name}@{version}"],
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
    )
    answer = json.loads(packed.stdout)
    entry = answer[0] if isinstance(answer, list) else next(iter(answer.values()))
    into = folder / name.replace("/", "_")
    with tarfile.open(folder / entry["filename"]) as tar:
        tar.extractall(into, filter="data")
    return into / "package"


def copy_licence(name: str, package: Path) -> None:
    """Keep the licence beside what it covers."""
    copy(package / "LICENSE", f"licences/{name.rpartition('/')[2]}.txt")


def copy(source: Path, to: str) -> None:
    """Copy one file into the vendor folder."""
    target = VENDOR / to
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def write_font(font: Font, package: Path) -> None:
    """Cut a font to the letters and weights we use and write it as woff2."""
    opened = [cut(package / "files" / file, font) for file in font.files]
    ready = opened[0] if len(opened) == 1 else merge(opened)
    rename(ready, font.name)
    ready.flavor = "woff2"
    ready.recalcTimestamp = False
    ready["head"].modified = ready["head"].created = opened[0]["head"].created
    target = VENDOR / "fonts" / font.to
    target.parent.mkdir(parents=True, exist_ok=True)
    ready.save(target)
    print(f"{font.to}: {target.stat().st_size:,} bytes")


def cut(file: Path, font: Font) -> TTFont:
    """Keep the letters this file has of those wanted, and the weights between the two given."""
    opened = TTFont(file, recalcTimestamp=False)
    options = Options(
        layout_features=["kern", "liga", "mark", "mkmk", "ccmp", "locl", "tnum"],
        name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14],
        hinting=False,
        notdef_outline=True,
    )
    subsetter = Subsetter(options)
    subsetter.populate(text=font.letters)
    subsetter.subset(opened)
    if font.weights:
        return instantiateVariableFont(opened, {"wght": font.weights})
    return opened


def merge(fonts: list[TTFont]) -> TTFont:
    """Join the cuts of one face into a single file, so that a page asks for it once."""
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for number, font in enumerate(fonts):
            font.flavor = None
            files.append(f"{folder}/{number}.ttf")
            font.save(files[-1])
        return Merger().merge(files)


def rename(font: TTFont, name: str) -> None:
    """Give a changed font its own name where its licence reserves the original one."""
    for record in font["name"].names:
        if record.nameID in {1, 3, 4}:
            record.string = name
        if record.nameID == 6:  # noqa: PLR2004 - the PostScript name, which has no spaces
            record.string = name.replace(" ", "")


def write_sums() -> None:
    """Note the SHA-256 of every vendored file, for the test that checks them."""
    lines = [
        f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.relative_to(VENDOR).as_posix()}"
        for file in sorted(VENDOR.rglob("*"))
        if file.is_file() and file.name != "SHA256SUMS"
    ]
    (VENDOR / "SHA256SUMS").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
