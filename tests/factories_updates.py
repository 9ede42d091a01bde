"""Updates to read, to test with."""

from datetime import date

from trainer.accounts.models import User
from trainer.core import clock
from trainer.extensions import db
from trainer.people.models import Placement, Role, Site
from trainer.updates import actions
from trainer.updates.actions import Asked, Audience, Said
from trainer.updates.models import Update, UpdateKind

WORDS = "From Monday we take back kettles without a receipt."
RIGHT, WRONG, WRONG_TOO = "From Monday", "From Friday", "Never"


def said(
    *, questions: int = 0, title: str = "Kettles without a receipt", changed: str = ""
) -> Said:
    asked = [Asked(f"From when {one}?", RIGHT, WRONG, WRONG_TOO) for one in range(questions)]
    return Said(title, WORDS, changed, 5, 7, asked)


def for_sites(*sites: int) -> Audience:
    return Audience(sites, (), ())


def for_roles(*roles: Role) -> Audience:
    return Audience((), (), roles)


EVERYBODY = Audience((), (), ())


def place(person: User, site: Site, starts_on: date, ends_on: date | None = None) -> Placement:
    placement = Placement(
        user=person, site=site, job_title="Adviser", starts_on=starts_on, ends_on=ends_on
    )
    db.session.add(placement)
    db.session.commit()
    return placement


def make_update(
    by: User,
    *readers: User,
    audience: Audience | None = None,
    questions: int = 0,
    published: bool = True,
    title: str = "Kettles without a receipt",
) -> Update:
    """An update for the site where these people work; without any, for everybody."""
    chosen = audience or EVERYBODY
    if readers:
        chosen = for_sites(*{_site_of(one) for one in readers})
    update = actions.write(
        actor=by, kind=UpdateKind.PRODUCT, said=said(questions=questions, title=title),
        audience=chosen,
    )  # fmt: skip
    db.session.flush()
    if published:
        actions.publish(update, actor=by)
    db.session.commit()
    return update


def _site_of(person: User) -> int:
    now = next(one for one in person.placements if one.is_current(clock.today()))
    return now.site_id
