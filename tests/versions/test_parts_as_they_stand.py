"""Whatever a file says comes back from its form as it was, if nobody changes it."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Field, SelectField

from tests.catalogue import builtin
from trainer.catalogue.importing import QualificationEntry, UnitEntry
from trainer.versions import outline
from trainer.versions.forms import form_for
from trainer.versions.outline import FACTS


@pytest.mark.parametrize(
    ("kind", "read"), [("unit", builtin.units), ("qualification", builtin.qualifications)]
)
def test_keeping_every_part_as_it_stands_changes_nothing(app: Flask, kind: str, read: Any) -> None:
    entries: list[UnitEntry | QualificationEntry] = list(read().values())
    places = 0
    for entry in entries:
        content = keyed(entry.model_dump(mode="json"))
        for place in (FACTS, *(one.place for one in outline.entries(content))):
            form = form_for(kind, place)
            shown = form(formdata=None, data=form.given(outline.item(content, place)))
            typed = [(one.name, text) for one in shown.asked for text in as_sent(one)]
            sent = form(formdata=MultiDict(typed))
            assert outline.with_values(content, place, sent.values()) == content, place
            places += 1
    assert places > len(entries) > 0


def keyed(content: Any) -> Any:
    """Give every part a key, as a draft does."""
    if isinstance(content, list):
        parts = [keyed(one) for one in content]
        return [
            {**one, "key": str(place)} if isinstance(one, dict) else one
            for place, one in enumerate(parts)
        ]
    if isinstance(content, dict):
        return {name: keyed(one) for name, one in content.items()}
    return content


def as_sent(field: Field) -> Iterator[str]:
    """Say what a browser sends for a field as it is shown."""
    if isinstance(field, BooleanField):
        yield from ["y"] if field.data else []
    elif isinstance(field, SelectField):
        yield str(field.data)
    else:
        yield field._value()  # noqa: SLF001 - as its own widget asks it
