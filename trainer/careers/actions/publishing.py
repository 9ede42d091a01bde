"""A new version of the career map, once it fits what people have and want."""

from importlib import resources

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.careers import policies
from trainer.careers.events import CareerMapPublished
from trainer.careers.models import CareerMapVersion
from trainer.careers.queries import charts
from trainer.careers.reading import Unreadable, read
from trainer.careers.rules.charting import removed
from trainer.core.errors import Conflict, Unacceptable
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db

BUILTIN = resources.files("trainer.careers") / "builtin" / "customer-service.yaml"
"""The map that Trainer comes with."""


def publish_map(*, actor: User, text: str, why: str, seen: int) -> CareerMapVersion:
    """Let this map hold from now on, in place of the version that was seen.

    A role that somebody has or works towards stays in it. What is asked for and is not known here,
    or is retired, is shown beside the map instead: it can be put right afterwards.
    """
    require(policies.may_publish(actor))
    before = charts.in_force()
    if (before.number if before else 0) != seen:
        raise Conflict(_("Somebody else published another version. Look at the changes again."))
    try:
        chart = read(text)
    except Unreadable as unreadable:
        raise Unacceptable(str(unreadable), "text") from unreadable
    if before is not None and (gone := list(removed(chart, charts.known(read(before.text))))):
        raise Unacceptable(" ".join(gone), "text")
    return _add(text, why, actor, seen + 1)


def load_builtin() -> CareerMapVersion | None:
    """Publish the map Trainer comes with, unless there is one already."""
    if db.session.scalar(sa.select(CareerMapVersion.id).limit(1)) is not None:
        return None
    text = BUILTIN.read_text(encoding="utf-8")
    read(text)
    return _add(text, _("The map that Trainer comes with."), None, 1)


def _add(text: str, why: str, actor: User | None, number: int) -> CareerMapVersion:
    version = CareerMapVersion(number=number, text=text, why=why, published_by=actor)
    db.session.add(version)
    publish(CareerMapPublished(actor=actor, subject=version, number=number, why=why))
    return version
