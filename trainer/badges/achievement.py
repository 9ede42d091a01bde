"""Who issues badges, and what is achieved with one."""

from collections.abc import Iterable
from dataclasses import dataclass

from openbadgeslib.ob3.credential import Achievement, Alignment, Issuer, ResultDescription

from trainer.badges.addresses import Addresses

NARRATIVE = (
    "Every criterion of every unit that counts was judged met by an assessor on the evidence, and"
    " the decisions were released by internal quality assurance."
)
DESCRIPTION = "An in-house record of achievement for the {title}, issued by {organisation}."


@dataclass(frozen=True)
class CriterionMet:
    """A criterion by the identifier under which other programs know it; its wording stays here."""

    identifier: str
    unit_code: str
    unit_title: str
    number: str


def issuer_of(organisation: str, addresses: Addresses) -> Issuer:
    """Say who issues."""
    return Issuer(id=addresses.issuer, name=organisation, url=addresses.base)


def achievement_of(
    *,
    title: str,
    organisation: str,
    identifier: str,
    version: int,
    credit: int | None,
    criteria: Iterable[CriterionMet],
    addresses: Addresses,
) -> Achievement:
    """Describe what a version of a qualification or a unit asks, aligned to each of these criteria."""
    address = addresses.achievement(identifier, version)
    return Achievement(
        id=address,
        name=title,
        description=DESCRIPTION.format(title=title, organisation=organisation),
        criteria_narrative=NARRATIVE,
        achievement_type="Certificate",
        credits_available=credit,
        alignments=[
            Alignment(
                target_name=f"{one.unit_title}, criterion {one.number}",
                target_url=addresses.criterion(one.identifier),
                target_code=f"{one.unit_code} {one.number}",
            )
            for one in criteria
        ],
        result_descriptions=[
            ResultDescription(id=f"{address}#result", name="Outcome", result_type="Status")
        ],
    )
