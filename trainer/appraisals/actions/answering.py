"""Writing in a form: each their own part, saved over what they had before them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.appraisals import policies
from trainer.appraisals.actions.moving import hold
from trainer.appraisals.models import Appraisal, AppraisalAnswer, AppraisalPart, Citation
from trainer.appraisals.queries.forms import sights_of
from trainer.appraisals.rules.stages import WRITERS, Party
from trainer.core import clock
from trainer.core.errors import Conflict, Refused
from trainer.core.text import gettext as _
from trainer.extensions import db

Place = tuple[str, str]
"""The keys of a section and of an item in it."""


@dataclass(frozen=True, slots=True)
class Given:
    """What was answered: a level, words, or both."""

    rating: int | None = None
    words: str = ""


def save(
    appraisal: Appraisal, *, actor: User, known: int, given: Mapping[Place, Given]
) -> AppraisalPart:
    """Keep what somebody wrote, over the version they had `known`.

    Raises `Refused` where this is not theirs to answer now, and `Conflict` where they saved in
    another window since: nothing is written then.
    """
    hold(appraisal)
    party = _writer(appraisal, actor, {section for section, _item in given})
    part = part_of(appraisal, party, actor)
    if part.version != known:
        raise Conflict(
            _("You saved this in another window since. What you wrote here is not kept yet.")
        )
    there = {(one.section, one.item): one for one in part.answers}
    for place, answer in given.items():
        _put(part, place, there.get(place), answer)
    part.version = known + 1
    part.saved_at = clock.now()
    return part


def cite(
    appraisal: Appraisal,
    place: Place,
    *,
    actor: User,
    chosen: Collection[tuple[str, int]],
) -> None:
    """Say what an answer rests on, by kind and number of each record, in place of before."""
    hold(appraisal)
    party = _writer(appraisal, actor, {place[0]})
    part = part_of(appraisal, party, actor)
    there = {(one.section, one.item): one for one in part.answers}
    answer = there.get(place) or _put(part, place, None, Given())
    held = {(one.kind, one.number): one for one in answer.citations}
    answer.citations = [
        held.get(target) or Citation(kind=target[0], number=target[1]) for target in chosen
    ]


def part_of(appraisal: Appraisal, party: Party, actor: User) -> AppraisalPart:
    """Return this writer’s part, or begin it."""
    found = db.session.scalar(
        sa.select(AppraisalPart).where(
            AppraisalPart.appraisal_id == appraisal.id,
            AppraisalPart.party == party,
            AppraisalPart.writer_id == actor.id,
        )
    )
    if found is None:
        found = AppraisalPart(appraisal_id=appraisal.id, party=party, writer_id=actor.id, version=0)
        db.session.add(found)
        db.session.flush()
    return found


def _writer(appraisal: Appraisal, actor: User, sections: Collection[str]) -> Party:
    party = policies.party_of(actor, appraisal)
    sights = sights_of(appraisal, party)
    is_theirs = all(one in sights and sights[one].answers for one in sections)
    if party not in WRITERS or not sections or not is_theirs:
        raise Refused(_("This part of the appraisal is not yours to write now."))
    return party


def _put(
    part: AppraisalPart, place: Place, answer: AppraisalAnswer | None, given: Given
) -> AppraisalAnswer:
    if answer is None:
        answer = AppraisalAnswer(section=place[0], item=place[1])
        part.answers.append(answer)
    answer.rating, answer.words = given.rating, given.words
    return answer
