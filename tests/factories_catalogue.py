"""A catalogue to test with: Trainer's own, or small files written for one test."""

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.catalogue import actions
from trainer.catalogue.comparing import Comparison, known
from trainer.catalogue.importing import read
from trainer.catalogue.models import Qualification, QualificationVersion, UnitVersion
from trainer.extensions import db

SMALL = """\
trainer_catalogue: 1
frameworks:
  - {code: small, title: Small schemes, kind: scheme}
units:
  - code: SM-1
    title: Greet people
    level: 2
    facts: sourced
    wording: own
    outcomes:
      - number: "1"
        title: Welcome whoever comes in
        kind: competence
        criteria:
          - {number: "1.1", text: Look up when the door opens, words: [door, looked]}
          - {number: "1.2", text: Say hello first}
  - code: SM-2
    title: Say goodbye
    level: 2
    facts: unverified
    wording: own
    outcomes:
      - number: "1"
        title: Explain how a visit ends
        kind: knowledge
        criteria:
          - {number: "1.1", text: Explain why the last words are remembered}
  - code: SM-3
    title: Wrap a present
    level: 3
    facts: sourced
    wording: own
    outcomes:
      - number: "1"
        title: Wrap it well
        kind: competence
        criteria:
          - {number: "1.1", text: Fold the corners}
qualifications:
  - code: small-scheme
    framework: small
    title: Small scheme
    level: 2
    facts: sourced
    numbers:
      - {organisation: Test Awards, number: 601/3562/1}
    groups:
      - {code: A, title: For everyone, units: [SM-1]}
      - {code: B, title: Your choice, units: [SM-2, SM-3]}
    rules:
      - {type: all_of_group, group: A}
      - {type: group_min_units, group: B, min: 1}
"""
"""Units SM-1 (for everyone), SM-2 and SM-3 (one of them) in small-scheme, under one number."""

IN_HOUSE = SMALL.replace(
    """    numbers:
      - {organisation: Test Awards, number: 601/3562/1}
""",
    "",
)


def bring_in(text: str = SMALL, *, actor: User | None = None, override: str = "") -> Comparison:
    """Publish a catalogue file."""
    plan = read(text, source="small.yaml", known=known())
    brought = actions.import_catalogue(plan, actor=actor, override=override)
    db.session.commit()
    return brought


def make_version(text: str = SMALL, code: str = "small-scheme") -> QualificationVersion:
    """The latest version of a qualification, published from a small file."""
    bring_in(text)
    return version_of(code)


def version_of(code: str, number: int | None = None) -> QualificationVersion:
    """A version of a qualification that is in the catalogue; the latest unless told otherwise."""
    versions = (
        sa.select(QualificationVersion)
        .join(QualificationVersion.qualification)
        .where(Qualification.code == code)
        .order_by(QualificationVersion.number.desc())
    )
    if number is not None:
        versions = versions.where(QualificationVersion.number == number)
    return db.session.scalars(versions.limit(1)).one()


def unit_of(code: str, number: int = 1) -> UnitVersion:
    """A version of a unit that is in the catalogue."""
    return db.session.scalars(
        sa.select(UnitVersion).where(UnitVersion.code == code, UnitVersion.number == number)
    ).one()
