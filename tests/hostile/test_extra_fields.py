"""A field that a form does not have changes nothing, whoever adds it to what they send."""

import pytest
from flask import Flask

from tests.hostile.extra import extra_fields, sent_with_more
from tests.hostile.forms import forms
from tests.routes_scene import Scene, make_scene

FEWEST = 100
"""Forms that take effect as they stand or with every field filled in; there may only be more."""


@pytest.fixture
def scene(app: Flask) -> Scene:
    return make_scene(app)


@pytest.mark.slow
@pytest.mark.sqlite_only
@pytest.mark.timeout(1800)
def test_more_fields_than_a_form_has_change_nothing(scene: Scene) -> None:
    """On SQLite, which gives numbers again that were undone, so that rows can be compared whole."""
    more, wrong, took_effect = extra_fields(scene), [], 0
    for form in forms(scene):
        took, found = sent_with_more(scene, form, more)
        took_effect += took
        wrong += found
    assert not wrong, "\n".join(wrong)
    assert took_effect >= FEWEST
