import hashlib

from fontTools.ttLib import TTFont

from trainer.documents.shipped import HERE

FONTS = HERE / "fonts"


def test_each_font_is_the_one_that_was_checked() -> None:
    lines = [line.split("  ") for line in (FONTS / "SHA256SUMS").read_text().splitlines()]
    listed = {name: checked for checked, name in lines}
    shipped = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in FONTS.glob("*.woff2")
    }
    assert shipped == listed


def test_each_family_comes_with_its_licence() -> None:
    licences = {path.stem.removeprefix("OFL-") for path in FONTS.glob("OFL-*.txt")}
    for font in FONTS.glob("*.woff2"):
        assert any(font.name.startswith(licence) for licence in licences)


def test_no_font_is_variable() -> None:
    for font in FONTS.glob("*.woff2"):
        assert "fvar" not in TTFont(font), f"{font.name} would be cut anew for every document."
