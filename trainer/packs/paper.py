"""The same contents on paper: what was achieved, and the index of evidence."""

from collections.abc import Iterator

from trainer.assessments.models import CriterionState
from trainer.core.text import gettext as _
from trainer.documents.paper import PaperPage, Section, Table
from trainer.packs.document import PackDocument, PackedRegistration
from trainer.packs.page import kind, word


def paper_of(document: PackDocument) -> PaperPage:
    """Lay out the pack's index."""
    return PaperPage(
        organisation=document.installation.organisation,
        centre=document.installation.centre,
        title=_("Portfolio"),
        learner=document.learner,
        about=", ".join(one.title for one in document.registrations),
        made_on=document.made_at.date(),
        facts=((_("Fingerprint of the key"), document.installation.fingerprint),),
        sections=(*_registrations(document), _evidence(document)),
    )


def _registrations(document: PackDocument) -> Iterator[Section]:
    for one in document.registrations:
        heads = (_("Unit"), _("Title"), _("State"), _("Criteria met"))
        yield Section(one.title, table=Table(heads, (2, None, 2, 2), tuple(_units(one))))


def _units(registration: PackedRegistration) -> Iterator[tuple[str, ...]]:
    for unit in registration.units:
        met = sum(one.state == CriterionState.MET for one in unit.criteria)
        yield (
            unit.code,
            unit.title,
            word(unit.status, "UnitStatus"),
            _("%(met)s of %(all)s", met=met, all=len(unit.criteria)),
        )


def _evidence(document: PackDocument) -> Section:
    rows = tuple(
        (
            one.number,
            f"{one.title} ({kind(one.kind)})",
            ", ".join(f"{claim.unit} {claim.number}" for claim in one.claims),
            "\n".join(file.path for file in one.files),
        )
        for one in document.evidence
    )
    heads = (_("No."), _("Evidence"), _("Used for"), _("Files"))
    return Section(_("Evidence"), table=Table(heads, (1, 3, None, 4), rows))
