"""What an administrator should do next, most urgent first."""

from collections.abc import Sequence

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from trainer.home.around import Around
from trainer.home.hats import HatKey
from trainer.home.things import Thing
from trainer.signing.health import Trouble
from trainer.web.filters import day


def about_keys(wrong: Sequence[Trouble]) -> list[Thing]:
    """Point to what stops certificates from being signed, or soon will."""
    return [
        Thing(
            icon="key",
            what=one.what,
            why=one.why(day(one.ends_at)),
            url=url_for("home.help", hat=HatKey.ADMIN, _anchor="keys"),
            word=_("See how"),
        )
        for one in wrong
    ]


def for_administrators(
    beside: Around, *, stranded: int, uncovered: int, ending: int
) -> list[Thing]:
    """Order what waits for an administrator.

    `stranded` registrations need somebody else, `uncovered` units a countersigner, and `ending`
    things run out within 90 days.
    """
    things: list[Thing] = []
    if stranded:
        things.append(
            Thing(
                icon="people",
                what=ngettext(
                    "Choose somebody else for %(num)d learner",
                    "Choose somebody else for %(num)d learners",
                    stranded,
                ),
                why=_("Their assessor or quality assurer left, or may not do it any more."),
                url=url_for("registrations.overview", stranded=1),
                word=_("See which"),
            )
        )
    if uncovered:
        things.append(
            Thing(
                icon="people",
                what=ngettext(
                    "Find a countersigner for %(num)d unit",
                    "Find a countersigner for %(num)d units",
                    uncovered,
                ),
                why=_("Nobody on the register may countersign it as things stand."),
                url=url_for("cover.assessors"),
                word=_("See which"),
            )
        )
    if beside.to_review:
        things.append(
            Thing(
                icon="warn",
                what=ngettext(
                    "Say what becomes of %(num)d award under review",
                    "Say what becomes of %(num)d awards under review",
                    beside.to_review,
                ),
                why=_("A unit was opened again on which a certificate or a claim rests."),
                url=url_for("reviews.listed"),
                word=_("See which"),
            )
        )
    if beside.failed:
        things.append(
            Thing(
                icon="warn",
                what=ngettext(
                    "Look at the %(num)d thing that could not be delivered",
                    "Look at the %(num)d things that could not be delivered",
                    beside.failed,
                ),
                why=_("Letters, or certificates that could not be made."),
                url=url_for("outgoing.waiting"),
                word=_("Open the outbox"),
            )
        )
    if beside.to_confirm:
        things.append(
            Thing(
                icon="key",
                what=ngettext(
                    "Decide on the %(num)d role that was asked for",
                    "Decide on the %(num)d roles that were asked for",
                    beside.to_confirm,
                ),
                why=_("It takes two people to give a role, and you may be the second."),
                url=url_for("people.roles"),
                word=_("Look and decide"),
            )
        )
    if ending:
        things.append(
            Thing(
                icon="clock",
                what=ngettext(
                    "See to the %(num)d thing that runs out within 90 days",
                    "See to the %(num)d things that run out within 90 days",
                    ending,
                ),
                why=_("Numbers of awarding organisations, memberships, accreditations."),
                url=url_for("registrations.running_out"),
                word=_("See which"),
            )
        )
    if beside.to_issue:
        things.append(
            Thing(
                icon="cert",
                what=ngettext(
                    "Issue the certificate of %(num)d learner who is complete",
                    "Issue the certificates of %(num)d learners who are complete",
                    beside.to_issue,
                ),
                why=_("The final check is signed."),
                url=url_for("certificates.ready"),
                word=_("See who"),
            )
        )
    return things
