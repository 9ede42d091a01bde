"""Writing behaviours in versions, retiring them, and saying of which jobs they are asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

import sqlalchemy as sa
import yaml

from trainer.accounts.models import User
from trainer.behaviours import policies
from trainer.behaviours.events import (
    BehaviourBroughtBack,
    BehaviourRetired,
    BehaviourSetKept,
    BehaviourWritten,
)
from trainer.behaviours.models import (
    Behaviour,
    BehaviourSet,
    BehaviourSetMember,
    BehaviourVersion,
)
from trainer.core import clock
from trainer.core.database import new_code
from trainer.core.errors import Unacceptable, WrongState
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db

CODE_LENGTH = 8


@dataclass(frozen=True)
class Said:
    """What a behaviour says: its name, what it means, and what is seen at each level."""

    name: str
    meaning: str
    levels: Sequence[str]


def load_builtin(*, actor: User | None = None) -> int:
    """Add the behaviours and sets Trainer comes with; those there already stay as they are.

    Returns how many behaviours are new.
    """
    text = (resources.files("trainer.behaviours") / "builtin.yaml").read_text(encoding="utf-8")
    told = yaml.safe_load(text)
    held = {one.code: one for one in db.session.scalars(sa.select(Behaviour))}
    new = [one for one in told["behaviours"] if one["code"] not in held]
    for one in new:
        said = Said(one["name"], one["meaning"], one["levels"])
        held[one["code"]] = _add(one["code"], said, actor)
    if new and not db.session.scalar(sa.select(BehaviourSet.id).limit(1)):
        for one in told["sets"]:
            _add_set(one, held, actor)
    return len(new)


def write(*, actor: User, said: Said) -> Behaviour:
    """Write a behaviour of one’s own."""
    require(policies.may_write(actor))
    _refuse_name_of_another(said.name, None)
    return _add(new_code(CODE_LENGTH), said, actor)


def revise(behaviour: Behaviour, *, actor: User, known: int, said: Said, changed: str) -> None:
    """Write the next version over the one that was `known`; earlier ones stay readable.

    Raises `WrongState` if somebody has written another since.
    """
    require(policies.may_revise(actor, behaviour))
    if behaviour.latest != known:
        raise WrongState(
            _("Somebody has written a newer version of this. Read it, then put your changes in.")
        )
    _refuse_name_of_another(said.name, behaviour)
    behaviour.latest = known + 1
    db.session.add(_version(behaviour, behaviour.latest, said, actor, changed))
    publish(BehaviourWritten(actor=actor, subject=behaviour, number=behaviour.latest))


def retire(behaviour: Behaviour, *, actor: User) -> None:
    """Let it be rated no more; what was said of it stays."""
    require(policies.may_revise(actor, behaviour))
    behaviour.retired_on = clock.today()
    publish(BehaviourRetired(actor=actor, subject=behaviour))


def bring_back(behaviour: Behaviour, *, actor: User) -> None:
    """Let a retired behaviour be rated again, in the sets it was in."""
    require(policies.may_bring_back(actor, behaviour))
    behaviour.retired_on = None
    publish(BehaviourBroughtBack(actor=actor, subject=behaviour))


def make_set(
    *, actor: User, name: str, behaviours: Sequence[Behaviour], job_titles: Sequence[str]
) -> BehaviourSet:
    """Say which behaviours are asked of some jobs."""
    require(policies.may_write(actor))
    made = BehaviourSet(name=name, general=False)
    _put(made, name, behaviours, job_titles)
    db.session.add(made)
    _announce(made, behaviours, actor)
    return made


def change_set(
    told: BehaviourSet,
    *,
    actor: User,
    known: int,
    name: str,
    behaviours: Sequence[Behaviour],
    job_titles: Sequence[str],
) -> None:
    """Say anew what is asked of which jobs, over what was `known` of the set.

    Raises `WrongState` if somebody has changed it since.
    """
    require(policies.may_write(actor))
    if told.row_version != known:
        raise WrongState(
            _("Somebody has changed this set since. Look at it again, then make your change.")
        )
    _put(told, name, behaviours, job_titles)
    _announce(told, behaviours, actor)


def _put(
    told: BehaviourSet, name: str, behaviours: Sequence[Behaviour], job_titles: Sequence[str]
) -> None:
    for other in db.session.scalars(sa.select(BehaviourSet)):
        if other is told:
            continue
        if other.name.casefold() == name.casefold():
            raise Unacceptable(_("There is a set of that name. Choose another name."), "name")
        both = {one.casefold() for one in job_titles} & {one.casefold() for one in other.job_titles}
        if both:
            raise Unacceptable(
                _(
                    "“%(job)s” stands in the set “%(name)s” already. A job has one set.",
                    job=min(both),
                    name=other.name,
                ),
                "job_titles",
            )
    told.name, told.job_titles = name, list(job_titles)
    places = {one.behaviour_id: one for one in told.members}
    told.members = [
        places.get(one.id) or BehaviourSetMember(behaviour=one, position=0) for one in behaviours
    ]
    for place, member in enumerate(told.members):
        member.position = place


def _add(code: str, said: Said, actor: User | None) -> Behaviour:
    behaviour = Behaviour(code=code, latest=1)
    db.session.add_all([behaviour, _version(behaviour, 1, said, actor, "")])
    publish(BehaviourWritten(actor=actor, subject=behaviour, number=1))
    return behaviour


def _add_set(told: dict[str, Any], held: dict[str, Behaviour], actor: User | None) -> None:
    behaviours = [held[code] for code in told["behaviours"]]
    made = BehaviourSet(name=told["name"], general=told.get("general", False))
    _put(made, told["name"], behaviours, told.get("jobs", []))
    db.session.add(made)
    _announce(made, behaviours, actor)


def _announce(told: BehaviourSet, behaviours: Sequence[Behaviour], actor: User | None) -> None:
    codes = [one.code for one in behaviours]
    jobs = list(told.job_titles)
    publish(BehaviourSetKept(actor=actor, subject=told, behaviours=codes, jobs=jobs))


def _version(
    behaviour: Behaviour, number: int, said: Said, actor: User | None, changed: str
) -> BehaviourVersion:
    first, second, third, fourth = said.levels
    return BehaviourVersion(
        behaviour=behaviour,
        number=number,
        name=said.name,
        meaning=said.meaning,
        level_1=first,
        level_2=second,
        level_3=third,
        level_4=fourth,
        changed=changed,
        written_by=actor,
    )


def _refuse_name_of_another(name: str, behaviour: Behaviour | None) -> None:
    others = (
        sa.select(BehaviourVersion.name)
        .join(BehaviourVersion.behaviour)
        .where(
            BehaviourVersion.number == Behaviour.latest,
            Behaviour.id != (behaviour.id if behaviour else 0),
        )
    )
    if name.casefold() in {one.casefold() for one in db.session.scalars(others)}:
        raise Unacceptable(_("There is a behaviour of that name. Choose another name."), "name")
