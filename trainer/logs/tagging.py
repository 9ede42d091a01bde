"""Come here for the words an owner finds an entry by: theirs alone, and no part of what is signed."""

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.core.errors import Unacceptable
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.logs import policies
from trainer.logs.models import LONGEST_TAGS, Item

BETWEEN = ", "


def tidy(words: str) -> list[str]:
    """Take words apart at their commas; each once, however it is written, without a # before it."""
    found: dict[str, str] = {}
    for part in words.split(","):
        name = " ".join(part.replace("#", " ").split())
        if name:
            found.setdefault(name.casefold(), name)
    return list(found.values())


def tag(item: Item, *, actor: User, words: str) -> None:
    """Let an entry be found under exactly these words, also once it is submitted."""
    require(policies.may_tag(actor, item))
    kept = BETWEEN.join(tidy(words))
    if len(kept) > LONGEST_TAGS:
        raise Unacceptable(_("Use fewer words, or shorter ones."), "tags")
    if kept != item.tags:
        item.tags = kept


def tagged(name: str) -> sa.ColumnElement[bool]:
    """Say of an entry that it has this very tag."""
    ends = sa.literal(BETWEEN)
    wrapped = ends + Item.tags + ends
    return wrapped.contains(f"{BETWEEN}{name}{BETWEEN}", autoescape=True)


def tags_of(owner: User) -> list[str]:
    """List the words somebody has used, each once as it was written last, by the alphabet."""
    rows = sa.select(Item.tags).where(Item.owner_id == owner.id, Item.tags != "")
    every = BETWEEN.join(db.session.scalars(rows.order_by(Item.number.desc())))
    return sorted(tidy(every), key=str.casefold)
