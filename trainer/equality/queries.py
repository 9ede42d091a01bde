"""What one's own return says, the rates of each group, and what was said about asking for returns."""

from collections import defaultdict
from collections.abc import Callable, Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Load, joinedload

from trainer.accounts.models import User
from trainer.core.text import gettext as _
from trainer.equality import sealing
from trainer.equality.models import EqualityReturn, EqualityTerms
from trainer.equality.rules import Question
from trainer.extensions import db
from trainer.promotions.queries.fairness import Person, Row, people_of, rates_of


def story() -> sa.Select[EqualityTerms]:
    """Select what was ever said about asking for returns, what holds first."""
    return (
        sa.select(EqualityTerms)
        .options(joinedload(EqualityTerms.set_by), Load(EqualityTerms).raiseload("*"))
        .order_by(EqualityTerms.id.desc())
    )


def own_answers(person: User) -> Mapping[str, str] | None:
    """Open somebody's own return, for themselves alone; None where there is none."""
    key = sealing.present()
    if key is None:
        return None
    found = db.session.get(EqualityReturn, key.token(person.id))
    return None if found is None else key.unseal(found.token, found.sealed)


def rates(year: int) -> list[tuple[Question, list[Row]]]:
    """Say the rates of each group of a year, one question at a time, small groups left out.

    Whoever gave no return, or left a question unsaid, is in a group of its own. Four statements.
    """
    people, said = people_of(year), _answers()
    answered = [(one, said(one.person_id)) for one in people]
    unsaid = _("Not said")
    found = []
    for question in Question:
        names = {answer: str(words) for answer, words in question.choices.items()}
        groups: dict[str, list[Person]] = defaultdict(list)
        for one, answers in answered:
            groups[names.get(answers.get(question, ""), unsaid)].append(one)
        found.append((question, rates_of(people, groups, [*names.values(), unsaid])))
    return found


def _answers() -> Callable[[int], Mapping[str, str]]:
    key = sealing.present()
    if key is None:
        return lambda _person_id: {}
    sealed = {one.token: one.sealed for one in db.session.scalars(sa.select(EqualityReturn))}

    def said(person_id: int) -> Mapping[str, str]:
        token = key.token(person_id)
        return key.unseal(token, sealed[token]) if token in sealed else {}

    return said
