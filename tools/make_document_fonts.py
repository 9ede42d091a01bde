"""Come here to make the documents' fonts again from the packages they are published in.

Unpack `@fontsource-variable/newsreader`, `@fontsource/source-sans-3` and
`@fontsource/atkinson-hyperlegible-next` (npm pack, then tar) into one folder each, named
`newsreader`, `source-sans-3` and `atkinson-hyperlegible-next`, and give their parent folder.
"""

import argparse
import hashlib
import shutil
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
    "source-sans-3": (("latin", "latin-ext", "vietnamese", "greek", "cyrillic"), (400, 600)),
    "atkinson-hyperlegible-next": (("latin", "latin-ext"), (400, 500)),
}


def cut_newsreader(package: Path) -> None:
    """Write each cut of each subset as a plain font of one weight and one optical size."""
    for subset in ("latin", "latin-ext", "vietnamese"):
        for name, (style, axes) in CUTS.items():
            source = package / "files" / f"newsreader-{subset}-standard-{style}.woff2"
            font = instantiateVariableFont(TTFont(source, recalcTimestamp=False), axes)
            font.flavor = "woff2"
            font.save(FONTS / f"newsreader-{subset}-{name}.woff2")


def copy_as_published(package: Path, subsets: tuple[str, ...], weights: tuple[int, ...]) -> None:
    """Copy the subsets and weights we use, unchanged."""
    for subset in subsets:
        for weight in weights:
            shutil.copy(package / "files" / f"{package.name}-{subset}-{weight}-normal.woff2", FONTS)


def write_sums() -> None:
    """List the sum of every font, for the test that compares them."""
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}"
        for path in sorted(FONTS.glob("*.woff2"))
    ]
    (FONTS / "SHA256SUMS").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Make every font and the list of sums."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("packages", type=Path)
    packages = parser.parse_args().packages
    cut_newsreader(packages / "newsreader")
    for name, (subsets, weights) in AS_PUBLISHED.items():
        copy_as_published(packages / name, subsets, weights)
    write_sums()


if __name__ == "__main__":
    main()
