"""What a device sends for a draft, put together with what other devices wrote in it meanwhile."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import request
from flask_babel import format_datetime
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import Field, TextAreaField

from trainer.core import clock
from trainer.logs import actions
from trainer.logs.forms import EntryForm, notes_in
from trainer.logs.merging import Merged, below, merge, plain
from trainer.logs.models import Revision

MOST_KNOWN = 20


@dataclass(frozen=True)
class Joined:
    """The form and the notes to keep; `is_new` says that the page does not show all of it yet."""

    form: EntryForm
    notes: dict[int, str]
    is_new: bool


def join(
    form: EntryForm, revision: Revision, present: Callable[[Revision], dict[str, Any]]
) -> Joined | None:
    """Put what the form holds together with the draft as it is at `present`.

    Only a page that tells what it knew can be answered so, and only about what was written before.
    """
    states = _known()
    if not states or revision.row_version == 1:
        return None
    actions.hold(revision)
    kind, prose = type(form), [field.name for field in form if isinstance(field, TextAreaField)]
    theirs = kind(formdata=None, data=present(revision)).data
    line = _dated_line()
    known = [kind(formdata=state).data for state in states]
    words = merge(known, theirs, form.data, prose=prose, line=line)
    notes = _join_notes(states, revision, form, line)
    told = {**_told(form, words), **_told_notes(revision, notes)}
    if told:
        _put_below(words.values, prose, "\n".join(f"{k}: {v}" for k, v in told.items()), line)
    kept = {one: note for one, note in notes.values.items() if note is not None}
    is_new = kept != form.notes or any(
        words.values[name] != plain(sent) for name, sent in form.data.items()
    )
    return Joined(kind(formdata=None, data=words.values), kept, is_new)


def _known() -> list[MultiDict[str, str]]:
    try:
        states = json.loads(request.form.get("known", "[]"))
        return [
            MultiDict((str(name), str(value)) for name, value in one) for one in states[:MOST_KNOWN]
        ]
    except (ValueError, TypeError):
        return []


def _dated_line() -> str:
    when = format_datetime(clock.now(), "d MMMM y, HH:mm")
    return _("— also written on another device, %(when)s —", when=when)


def _join_notes(
    states: list[MultiDict[str, str]], revision: Revision, form: EntryForm, line: str
) -> Merged:
    """Join the criteria ticked, each a value of its own: its note, or nothing where it is not ticked."""
    held = {link.criterion_id: link.note for link in revision.links}
    known = [notes_in(one) for one in states]
    every = {*held, *form.notes, *(one for notes in known for one in notes)}
    return merge(
        known, held, {one: form.notes.get(one) for one in sorted(every)}, prose=(), line=line
    )


def _told(form: EntryForm, words: Merged) -> dict[str, str]:
    return {
        form[name].label.text: _shown(form[name], value) for name, value in words.gave_way.items()
    }


def _shown(field: Field, value: Any) -> str:
    names = {choice.value: choice.label for choice in getattr(field, "choices", None) or ()}
    return str(names.get(getattr(value, "value", value), value))


def _told_notes(revision: Revision, notes: Merged) -> dict[str, str]:
    numbers = {link.criterion_id: link.criterion.number for link in revision.links}
    return {numbers[one]: note for one, note in notes.gave_way.items()}


def _put_below(values: dict[str, Any], prose: list[str], words: str, line: str) -> None:
    """Write what gave way under the text that is used, or else under the first."""
    used = next((name for name in prose if values[name]), prose[0])
    values[used] = below(values[used] or "", words, line)
