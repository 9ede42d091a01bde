"""The files we serve are the ones their sources make, whole and light."""

import gzip
import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from tools import build_static
from trainer.web.assets import STATIC, asset, fingerprint

VENDOR = STATIC / "vendor"
TEMPLATES = STATIC.parent / "templates"
CLASSES = re.compile(r'class="([^"]*)"')
JINJA = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)
MARKS_ONLY = {"stage", "state", "push", "do"}


def test_every_vendored_file_is_the_one_that_was_fetched() -> None:
    lines = [line.split("  ") for line in (VENDOR / "SHA256SUMS").read_text().splitlines()]
    noted = {name: digest for digest, name in lines}
    found = {
        file.relative_to(VENDOR).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in VENDOR.rglob("*")
        if file.is_file() and file.name != "SHA256SUMS"
    }
    assert found == noted


@pytest.mark.parametrize(
    ("name", "build"),
    [
        ("trainer.css", build_static.build_css),
        ("trainer.js", build_static.build_js),
        ("worker.js", build_static.build_worker),
    ],
)
def test_what_is_served_is_up_to_date(name: str, build: Callable[[], str]) -> None:
    assert (STATIC / name).read_text() == build(), "run: python tools/build_static.py"


def test_the_arrow_of_a_choice_is_drawn_in_ink_light_and_dark() -> None:
    theme = (STATIC / "src" / "theme.css").read_text()
    inks = re.findall(r"--ink-2:#([0-9a-f]{6})", theme)
    arrows = re.findall(r"--arrow:url\(.*?stroke='%23([0-9a-f]{6})'", theme)
    assert arrows == inks
    assert len(arrows) == 3


def test_the_two_dark_blocks_are_equal() -> None:
    theme = (STATIC / "src" / "theme.css").read_text()
    system = re.search(r":root:not\(\[data-bs-theme\]\)\{(.*?)\n\}", theme, re.DOTALL)
    chosen = re.search(r"\n\[data-bs-theme=dark\]\{(.*?)\n\}", theme, re.DOTALL)
    assert system
    assert chosen
    assert system[1] == chosen[1]
    assert "--page" in chosen[1]


def test_every_class_in_the_templates_is_in_the_style_sheet() -> None:
    known = set(re.findall(r"\.([a-zA-Z][\w-]*)", (STATIC / "trainer.css").read_text()))
    unknown = {
        f"{name} in {file.relative_to(TEMPLATES)}"
        for file in TEMPLATES.rglob("*.html")
        if not {"pdf", "emails"} & set(file.relative_to(TEMPLATES).parts)
        for value in CLASSES.findall(JINJA.sub("\x00", file.read_text()))
        for name in value.split()
        if "\x00" not in name and name not in known | MARKS_ONLY
    }
    assert unknown == set()


def test_no_template_styles_or_scripts_in_line() -> None:
    for file in TEMPLATES.rglob("*.html"):
        if {"pdf", "emails"} & set(file.relative_to(TEMPLATES).parts):
            continue
        text = file.read_text()
        assert not re.search(r"""\sstyle=|<style|\son\w+=["']|<script(?! src=)""", text), file


def test_an_address_changes_with_the_bytes(site: Flask) -> None:
    with site.test_request_context():
        address = asset("trainer.css")
    digest = hashlib.sha256((STATIC / "trainer.css").read_bytes()).hexdigest()[:10]
    assert fingerprint("trainer.css") == digest
    assert address == f"/static/trainer.css?v={digest}"


def test_the_style_sheet_asks_for_fonts_where_the_page_preloads_them() -> None:
    addresses = re.findall(r"url\((vendor/[^)?]+)\?v=(\w+)\)", (STATIC / "trainer.css").read_text())
    assert addresses
    for name, version in addresses:
        assert fingerprint(name) == version


def test_a_first_visit_weighs_little(site: Flask) -> None:
    """Style sheet, script and icons as compressed, the fonts every page may want, and the page."""
    page = site.test_client().get("/home").data
    packed = sum(
        len(gzip.compress(data))
        for data in (
            page,
            *(Path(STATIC / n).read_bytes() for n in ("trainer.css", "trainer.js", "icons.svg")),
        )
    )
    fonts = sum(file.stat().st_size for file in (VENDOR / "fonts").iterdir())
    assert packed + fonts < 140_000
