"""What somebody can do next for a role they work towards, for their first page."""

from collections.abc import Iterator

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from trainer.accounts.models import User
from trainer.careers.queries.aims import Aim, aims_of
from trainer.core import clock
from trainer.home.around import around
from trainer.home.things import Thing

MOST = 2
"""So many steps are named of the first role; the page of one’s career has all of them."""


def next_steps(person: User) -> Iterator[Thing]:
    """Point to the first steps towards the first role chosen, or say that all it asks is met."""
    if not around(person).own_targets:
        return
    aims = aims_of([person.id], clock.today())
    first = next((one for one in aims if one.actions or one.met == one.all), None)
    if first is None:
        return
    url = url_for("careers.mine", role=first.role.key)
    if first.met == first.all:
        yield Thing(
            icon="career",
            what=_("You meet all that %(role)s asks", role=first.role.title),
            why=_("Talk with your manager about what comes next. A person decides."),
            url=url,
            word=_("See on what it rests"),
        )
    for action in first.actions[:MOST]:
        yield Thing(
            icon="career",
            what=_("For %(role)s: %(what)s", role=first.role.title, what=action.name),
            why=_why(first),
            url=url,
            word=_("See the way there"),
        )


def _why(aim: Aim) -> str:
    return ngettext(
        "You chose to work towards it. %(met)s of %(all)s met, %(num)d thing to do on the shortest way.",
        "You chose to work towards it. %(met)s of %(all)s met, %(num)d things to do on the shortest way.",
        len(aim.actions),
        met=aim.met,
        all=aim.all,
    )
