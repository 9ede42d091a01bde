"""What would close a line of readiness that is not met, in a sentence."""

from collections.abc import Collection, Mapping

from babel.support import LazyProxy

from trainer.careers.rules.asking import ADDED_UP, TIME, Ask, Key, Kind
from trainer.careers.rules.readiness import Line, Readiness
from trainer.core.text import gettext as _
from trainer.core.text import lazy_gettext as _l
from trainer.core.text import ngettext

_SAID: Mapping[Kind, LazyProxy] = {
    Kind.UNIT: _l("Closed once the unit is released by a quality assurer."),
    Kind.QUALIFICATION: _l("Closed once its certificate is issued."),
    Kind.SKILL: _l("Closed once the training is on record."),
    Kind.APPRAISAL: _l("Closed by a signed appraisal that says so. It counts until the next one."),
    Kind.BEHAVIOUR: _l("Closed by a signed appraisal at that level. It counts until the next one."),
    Kind.MEMBERSHIP: _l("Closed once HR or training has seen proof of the membership."),
    Kind.ELSEWHERE: _l("Closed once HR or training has seen the certificate."),
    Kind.REGISTER: _l(
        "Closed once a training administrator enters it on the register, with competence checked."
    ),
    Kind.CONFIRMED: _l("Closed once somebody of the line, or HR, confirms it with their name."),
}


def closed_by(line: Line, retired: Collection[Key] = ()) -> str:
    """Say what would close a line; nothing where it is met, or where its parts say it."""
    ask = line.requirement
    if line.state is Readiness.MET or not isinstance(ask, Ask):
        return ""
    if ask.key in retired:
        return _("Nobody can be registered for this unit any more. HR is asked to name another.")
    left = ask.least - line.amount
    if ask.kind in TIME:
        return ngettext("%(num)d more month brings it.", "%(num)d more months bring it.", left)
    if ask.kind in ADDED_UP:
        return ngettext("%(num)d more is asked for.", "%(num)d more are asked for.", left)
    return str(_SAID[ask.kind])
