"""Carrying out what a file would do: slips asked about first, then units, then qualifications."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from trainer.accounts.models import User
from trainer.catalogue import policies
from trainer.catalogue.actions import qualifications, units
from trainer.catalogue.actions.slips import tell_of_slips
from trainer.catalogue.codes import accept
from trainer.catalogue.comparing import (
    Comparison,
    Effect,
    FrameworkChange,
    UnitChange,
    compare,
    latest_units,
    slips,
)
from trainer.catalogue.events import CataloguePublished
from trainer.catalogue.identifying import Identifiers
from trainer.catalogue.importing import Plan
from trainer.catalogue.lineage import Line
from trainer.catalogue.models import Framework
from trainer.core.errors import Conflict, Unacceptable
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.core.turns import Turn, take_turns
from trainer.extensions import db

AT_ONCE = 20
"""So many units are written together, and then their number is told."""

Progress = Callable[[int, int], None]
"""Is told how many units and qualifications are written, and of how many."""


def in_silence(_done: int, _total: int) -> None:
    """Tell nobody how far it is."""


def import_catalogue(
    plan: Plan,
    *,
    actor: User | None,
    override: str = "",
    lineage: Mapping[str, Sequence[Line]] | None = None,
    seen: str | None = None,
    progress: Progress = in_silence,
) -> Comparison:
    """Publish what a file brings, and return what that was.

    What the catalogue holds already makes nothing. What differs makes the next version of the
    unit, and of every qualification that lists it; whoever is registered stays on theirs. A new
    number with a slip in it stops all of it, unless `override` says why it is right. `lineage`
    holds, by code of a unit, what somebody confirmed became of its criteria. With `seen`, the
    fingerprint of what somebody looked at, anything else is a conflict.
    """
    require(policies.may_import(actor))
    if plan.faults:
        raise Unacceptable(_("Put the errors in this file right, then send it again."))
    take_turns(db.session, Turn.CATALOGUE)
    comparison = compare(plan)
    if seen is not None and comparison.fingerprint != seen:
        raise Conflict(
            _("The catalogue has changed since you looked. Look through the changes again.")
        )
    found = slips(comparison)
    for slip in found:
        accept(slip.code, reason=override, field="override")
    _carry_out(comparison, plan.source, actor, lineage or {}, progress)
    tell_of_slips(found, override, actor)
    return comparison


def _carry_out(
    comparison: Comparison,
    source: str,
    actor: User | None,
    lineage: Mapping[str, Sequence[Line]],
    progress: Progress,
) -> None:
    names = Identifiers(comparison)
    frameworks = {one.entry.code: _keep_framework(one) for one in comparison.frameworks}
    changes = [one for one in comparison.units if one.effect is not Effect.SAME]
    others = [one for one in comparison.qualifications if one.effect is not Effect.SAME]
    done, total = 0, len(changes) + len(others)
    for some in _batches(changes):
        for version in units.publish_units(some, names, lineage):
            publish(
                CataloguePublished(
                    actor=actor,
                    subject=version,
                    code=version.code,
                    number=version.number,
                    source=source,
                )
            )
        done += len(some)
        progress(done, total)
    versions = latest_units({code for one in others for code in one.entry.units()})
    for change in others:
        qualifications.publish_qualification(change, frameworks, versions, names, source, actor)
        done += 1
        progress(done, total)


def _batches(changes: Sequence[UnitChange]) -> Iterator[Sequence[UnitChange]]:
    for start in range(0, len(changes), AT_ONCE):
        yield changes[start : start + AT_ONCE]


def _keep_framework(change: FrameworkChange) -> Framework:
    framework = change.former
    if framework is None:
        framework = Framework(code=change.entry.code)
        db.session.add(framework)
    framework.title, framework.kind = change.entry.title, change.entry.kind
    return framework
