"""Come here to make the documents' fonts again from the packages they are published in.

Unpack `@fontsource-variable/newsreader` and the `@fontsource` packages named below (npm pack, then
tar) into one folder each, named like the package, and give their parent folder.
"""

import argparse
import hashlib
import shutil
from itertools import groupby
from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

FONTS = Path(__file__).parents[1] / "trainer" / "documents" / "fonts"

# The certificate uses three cuts of Newsreader. WeasyPrint cuts a variable font anew for every
# document, some 25 ms each time, so we cut them once.
CUTS = {
    "display-400": ("normal", {"wght": 400, "opsz": 60}),
    "display-500": ("normal", {"wght": 500, "opsz": 60}),
    "italic-400": ("italic", {"wght": 400, "opsz": 20}),
}
AS_PUBLISHED = {
    "source-sans-3": (
        ("latin", "latin-ext", "vietnamese", "greek", "cyrillic"),
        ("400-normal", "600-normal"),
    ),
    "source-serif-4": (("greek", "cyrillic"), ("500-normal", "400-italic")),
    "noto-naskh-arabic": (("arabic",), ("400-normal", "500-normal")),
    "noto-serif-hebrew": (("hebrew",), ("400-normal", "500-normal")),
    "atkinson-hyperlegible-next": (("latin", "latin-ext"), ("400-normal", "500-normal")),
}
# Named after whatever else a text is set in, so that what these have can be printed anywhere.
IN_EVERY_TEXT = ("source-sans-3-*-400-*", "noto-*-400-*")


def cut_newsreader(package: Path) -> None:
    """Write each cut of each subset as a plain font of one weight and one optical size."""
    for subset in ("latin", "latin-ext", "vietnamese"):
        for name, (style, axes) in CUTS.items():
            source = package / "files" / f"newsreader-{subset}-standard-{style}.woff2"
            font = instantiateVariableFont(TTFont(source, recalcTimestamp=False), axes)
            font.flavor = "woff2"
            font.save(FONTS / f"newsreader-{subset}-{name}.woff2")


def copy_as_published(package: Path, subsets: tuple[str, ...], cuts: tuple[str, ...]) -> None:
    """Copy the subsets and cuts we use, unchanged."""
    for subset in subsets:
        for cut in cuts:
            shutil.copy(package / "files" / f"{package.name}-{subset}-{cut}.woff2", FONTS)


def write_covered() -> None:
    """List the characters that can be printed in any text, as ranges of code points."""
    fonts = [TTFont(path) for name in IN_EVERY_TEXT for path in FONTS.glob(f"{name}.woff2")]
    points = sorted(set().union(*(font.getBestCmap() for font in fonts)))
    ranges = groupby(enumerate(points), lambda numbered: numbered[1] - numbered[0])
    spans = ([point for _, point in together] for _, together in ranges)
    lines = [f"{span[0]:04X}-{span[-1]:04X}" for span in spans]
    (FONTS / "COVERED").write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_sums() -> None:
    """List the sum of every font, for the test that compares them."""
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}"
        for path in sorted(FONTS.glob("*.woff2"))
    ]
    (FONTS / "SHA256SUMS").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Make every font, the list of what they cover, and the list of sums."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("packages", type=Path)
    packages = parser.parse_args().packages
    cut_newsreader(packages / "newsreader")
    for name, (subsets, cuts) in AS_PUBLISHED.items():
        copy_as_published(packages / name, subsets, cuts)
    write_covered()
    write_sums()


if __name__ == "__main__":
    main()
