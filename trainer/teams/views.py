"""The page of a manager's team."""

from typing import Any

from babel.support import LazyProxy
from flask import Blueprint, render_template, url_for
from flask_babel import format_date

from trainer.core import clock
from trainer.core.text import lazy_gettext as _
from trainer.people.models import ONE_DAY
from trainer.people.policies import may_lead
from trainer.teams.queries import Member, team
from trainer.teams.rules import Pace, Seen, TeamSign
from trainer.web.access import actor, hidden_unless

SHOWN = 6
"""So many of those whose skills run out are named in the card; the rest stand in their lines."""

WORDS = {
    TeamSign.PLACE_ASKED: _("asks for a place: %(about)s, %(day)s"),
    TeamSign.LAPSED: _("%(about)s, lapsed %(day)s"),
    TeamSign.MISSING: _("%(about)s, was due by %(day)s"),
    TeamSign.LATE: _("%(about)s, target was %(day)s"),
    TeamSign.UNREAD: _("“%(about)s”, was due by %(day)s"),
    TeamSign.ENDING: _("%(about)s, runs out %(day)s"),
    TeamSign.REGISTER: _("%(about)s %(day)s"),
    TeamSign.CERTIFICATE: _("certificate %(about)s, runs out %(day)s"),
    TeamSign.SLOW: _("%(about)s, behind for %(day)s"),
    TeamSign.READY: _("has finished %(about)s and lacks nothing"),
    TeamSign.BOOKED: _("%(about)s, a place is booked"),
}
DUE_BY = {TeamSign.MISSING}
"""What has as its day the first on which it is overdue."""

_STORY = "skills.story", ("person_id", "skill_id")
_PROGRESS = "assessments.qualification", ("registration_id",)
ACTS: dict[TeamSign, tuple[LazyProxy, str, tuple[str, ...]]] = {
    TeamSign.PLACE_ASKED: (_("Agree or refuse"), "courses.team", ()),
    TeamSign.LAPSED: (_("Book or remind"), *_STORY),
    TeamSign.MISSING: (_("Book or remind"), *_STORY),
    TeamSign.LATE: (_("Review progress"), *_PROGRESS),
    TeamSign.UNREAD: (_("See and remind"), "updates.team", ()),
    TeamSign.ENDING: (_("Book a renewal"), *_STORY),
    TeamSign.REGISTER: (_("See the person"), "people.person", ("person_id",)),
    TeamSign.CERTIFICATE: (
        _("See the certificate"),
        "certificates.certificate",
        ("certificate_id",),
    ),
    TeamSign.SLOW: (_("Review progress"), *_PROGRESS),
    TeamSign.READY: (_("Agree what comes next"), "needs.note", ("person_id",)),
    TeamSign.BOOKED: (_("See the story"), *_STORY),
}

bp = Blueprint("teams", __name__)


@bp.get("/team")
def overview() -> str:
    """Show a manager who is on track, late or lapsing, and what to do next for each."""
    hidden_unless(may_lead(actor()))
    today = clock.today()
    return render_template(
        "teams/overview.html",
        team=team(actor(), today),
        says=says,
        act=act,
        Pace=Pace,
        TeamSign=TeamSign,
        most=SHOWN,
        today=today,
    )


def says(seen: Seen) -> str:
    """Say a sign in a few words, with the last good day where something is due by a day."""
    day = seen.day - ONE_DAY if seen.day and seen.sign in DUE_BY else seen.day
    told = {"about": seen.about, "day": format_date(day, "d MMM y") if day else ""}
    return str(WORDS[seen.sign]) % told


def act(member: Member, seen: Seen) -> tuple[str, str]:
    """Name the one thing to do about a sign, and where."""
    word, endpoint, argument = ACTS[seen.sign]
    about: dict[str, Any] = {
        "person_id": member.person.id,
        "skill_id": seen.thing,
        "registration_id": seen.thing,
        "certificate_id": seen.thing,
    }
    return str(word), url_for(endpoint, **{name: about[name] for name in argument})
