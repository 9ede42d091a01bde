"""Nothing that anybody types makes a page fail or becomes part of it as markup.

Each form is sent with one field changed at a time and all others as they stand, so that what
passes the form reaches the work behind it. `TRAINER_FUZZ="40"` plays forty rounds with other words
each time; the words are our own and the naughty strings of others.
"""

import os
import random
import re
from pathlib import Path

import pytest
from flask import Flask

from tests.hostile.forms import forms, judged, misused, quick
from tests.hostile.words import OWN, naughty
from tests.routes_scene import PEOPLE, Scene, make_scene
from tests.routes_table import answers
from tests.test_routes import rules

ROUNDS = int(os.environ.get("TRAINER_FUZZ", "3"))
ASKED = re.compile(r'request\.args\.get(?:list)?\(\s*"(\w+)"')
SOURCE = Path(__file__).parents[2] / "trainer"


@pytest.fixture
def scene(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Scene:
    """Where a fault of ours is answered as it would be for a person, not raised in the test."""
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    return make_scene(app)


def words(chance: random.Random, number: int) -> list[str]:
    return chance.choices(OWN + naughty(), k=number)


@pytest.mark.slow
@pytest.mark.timeout(0 if "TRAINER_FUZZ" in os.environ else 1800)
def test_no_field_of_any_form_takes_words_for_more_than_words(scene: Scene) -> None:
    chance = random.Random(os.environ.get("TRAINER_FUZZ_SEED", "1"))
    found, wrong = forms(scene), []
    assert len(found) > 150
    for form in found:
        for _round in range(ROUNDS):
            if not form.names:
                continue
            name = chance.choice(form.names)
            wrong += misused(scene, form, dict(zip([name], words(chance, 1), strict=True)))
        hostile = dict(zip(form.names, words(chance, len(form.names)), strict=True))
        wrong += misused(scene, form, hostile)
    assert not wrong, "\n".join(wrong)


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_no_part_of_any_address_takes_words_for_more_than_words(scene: Scene) -> None:
    chance = random.Random(os.environ.get("TRAINER_FUZZ_SEED", "1"))
    names = sorted(
        {name for one in SOURCE.rglob("*.py") for name in ASKED.findall(one.read_text("utf-8"))}
    )
    assert "page" in names
    wrong: list[str] = []
    for rule in rules(scene.app, "GET"):
        able = [one for one in PEOPLE if answers("GET").get(rule.endpoint, {}).get(one) == 200]
        if not able:
            continue
        visitor = scene.visitor(chance.choice(able))
        asked = dict(zip(names, words(chance, len(names)), strict=True))
        what = f"GET {rule.endpoint}?{asked}"[:300]
        visitor.browser.forget()
        with quick(what, wrong):
            answer = visitor.client.get(scene.address(rule), query_string=asked, buffered=True)
        wrong += judged(answer, asked.values(), what)
        visitor.browser.forget()
    assert not wrong, "\n".join(wrong)
