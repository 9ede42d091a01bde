"""The first page of each hat, and the pages around everything: more, and help."""

from collections.abc import Sequence

from flask import Blueprint, abort, current_app, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import to_user_timezone

from trainer.accounts import standing
from trainer.accounts.models import User
from trainer.assessments.queries import progress
from trainer.assessors.lapses import Lapse, lapsing
from trainer.core import clock
from trainer.extensions import db
from trainer.factors.policies import due_for
from trainer.home import administering, aiming, queries, revoking, things
from trainer.home.around import around
from trainer.home.beside import beside_own_record
from trainer.home.hats import HatKey
from trainer.home.policies import may_hear_of_keys
from trainer.logs.awaiting import awaiting_name_of
from trainer.people.models import Role
from trainer.people.policies import may_administer
from trainer.registrations.policies import OVER
from trainer.signing.health import Trouble, troubles
from trainer.signing.store import KeyStore
from trainer.training.queries.lacking import count_lacking
from trainer.web.access import actor, hidden_unless

NOON, EVENING = 12, 18

bp = Blueprint("home", __name__)


@bp.get("/")
def me() -> ResponseReturnValue:
    """Show somebody what to do next."""
    person = actor()
    came_back, to_sign = queries.came_back(person), queries.to_sign(person)
    entries = queries.latest_entries(person)
    registrations = db.session.scalars(progress.own_registrations(person)).all()
    under_way = [one for one in registrations if one.status not in OVER]
    return render_template(
        "home/me.html",
        greeting=_greeting(person.known_as),
        today=clock.now(),
        things=[
            *things.awaiting_name(awaiting_name_of(person)),
            *beside_own_record(around(person)),
            *things.lapsing_soon(_own_lapses(person)),
            *things.lacking(count_lacking(person, clock.today())),
            *_for_administrators(person),
            *things.second_step(due_for(person, standing.present())),
            *things.for_learner(came_back, to_sign, entries),
            *aiming.next_steps(person),
        ],
        entries=entries,
        registrations=under_way,
        counts=progress.counts_of([one.id for one in under_way]),
    )


@bp.get("/admin")
def admin() -> ResponseReturnValue:
    """Show an administrator what waits."""
    person = actor()
    hidden_unless(may_administer(person))
    return render_template("home/admin.html", today=clock.now(), things=_for_administrators(person))


def _own_lapses(person: User) -> Sequence[Lapse]:
    if not person.holds(Role.ASSESSOR) and not person.holds(Role.IQA):
        return []
    return lapsing(clock.today(), [person.id])


def _for_administrators(person: User) -> list[things.Thing]:
    if not may_administer(person):
        return []
    return [
        *administering.about_keys(_key_troubles(person)),
        *revoking.to_decide(person),
        *administering.for_administrators(
            around(person),
            stranded=queries.count_stranded(person),
            uncovered=queries.count_uncovered(person),
            ending=queries.count_ending(person),
        ),
    ]


def _key_troubles(person: User) -> list[Trouble]:
    if not may_hear_of_keys(person):
        return []
    return troubles(KeyStore(current_app.extensions["trainer"]))


def _greeting(name: str) -> str:
    hour = to_user_timezone(clock.now()).hour
    if hour < NOON:
        return _("Good morning, %(name)s", name=name)
    if hour < EVENING:
        return _("Good afternoon, %(name)s", name=name)
    return _("Good evening, %(name)s", name=name)


@bp.get("/more")
def more() -> ResponseReturnValue:
    """List every page of every hat, for a phone, where the rail has no room."""
    return render_template("home/more.html")


@bp.get("/help/<string:hat>")
def help(hat: str) -> ResponseReturnValue:  # noqa: A001 - what people call the page
    """Explain the work under one hat on one page."""
    titles = _help_titles()
    if hat not in titles:
        abort(404)
    views = [(title, url_for("home.help", hat=key), key == hat) for key, title in titles.items()]
    return render_template("home/help.html", hat=hat, title=titles[hat], views=views)


def _help_titles() -> dict[str, str]:
    return {
        HatKey.ME: _("Your log and your qualifications"),
        HatKey.ASSESS: _("Assessing"),
        HatKey.ASSURE: _("Assuring quality"),
        HatKey.TEAM: _("Your team"),
        HatKey.ADMIN: _("Administering"),
    }
