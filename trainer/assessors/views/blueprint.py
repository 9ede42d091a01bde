"""The blueprint of the register, and what its pages share."""

from collections.abc import Iterable, Sequence

from flask import Blueprint
from flask.typing import ResponseReturnValue
from wtforms import SelectMultipleField
from wtforms.fields.choices import SelectChoice

from trainer.assessors import policies, queries
from trainer.assessors.models import RegisterEntry
from trainer.assessors.wording import DUTIES
from trainer.extensions import db
from trainer.web.access import actor, hidden_unless
from trainer.web.responses import done

bp = Blueprint("assessors", __name__, url_prefix="/register")


def entry_kept(entry_id: int) -> RegisterEntry:
    """Find an entry for somebody who keeps the register; a 404 for anybody else."""
    hidden_unless(policies.may_keep_register(actor()))
    return db.one_or_404(policies.visible_to(actor()).where(RegisterEntry.id == entry_id))


def title_of(entry: RegisterEntry) -> str:
    """Name the qualification of an entry."""
    return dict(queries.titles()).get(entry.qualification_id, "")


def back(words: str, holder_id: int) -> ResponseReturnValue:
    """Go on to the page of the person."""
    return done(words, "register.person", person_id=holder_id)


def offer(field: SelectMultipleField, entries: Sequence[RegisterEntry]) -> None:
    """Offer the holder's other entries, so that the same is recorded of several at once."""
    titles = dict(queries.titles()) if entries else {}
    field.choices = [
        SelectChoice(one.id, f"{titles.get(one.qualification_id, '')} · {DUTIES[one.duty]}")
        for one in entries
    ]


def chosen(field: SelectMultipleField, entries: Iterable[RegisterEntry]) -> list[RegisterEntry]:
    """Take those of the entries offered that were ticked."""
    ticked = set(field.data or [])
    return [one for one in entries if one.id in ticked]
