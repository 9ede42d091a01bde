"""A small career map, and what colleagues confirm, to test with."""

from trainer.accounts.models import User
from trainer.careers.actions import confirming
from trainer.careers.models import CareerConfirmation, CareerMapVersion
from trainer.careers.rules.asking import Ask, Kind
from trainer.core import clock
from trainer.extensions import db

SMALL = """
trainer_careers: 1
roles:
  - key: assistant
    title: Assistant
    synonyms: [Adviser]
  - key: senior
    title: Senior adviser
    salary: [25000, 28000]
    asks:
      - {role_months: assistant, least: 12, words: Twelve months as assistant}
      - {unit: SM-1, words: "Unit: the first of the small scheme"}
      - {shifts: desk, least: 2, words: Two shifts on the desk}
      - at_least: 1
        of:
          - {confirmed: buddy, words: Buddied a new starter}
          - {membership: ICS, words: Membership of the Institute}
        words: Something beyond the day’s work
  - key: leader
    title: Team leader
moves:
  - {from: assistant, to: senior, kind: up}
  - {from: senior, to: leader, kind: up}
"""
DESK = Ask(Kind.SHIFTS, "desk", 2, "Two shifts on the desk")
BUDDY = Ask(Kind.CONFIRMED, "buddy", 1, "Buddied a new starter")


def make_map(text: str = SMALL) -> CareerMapVersion:
    """The first version of the map."""
    version = CareerMapVersion(number=1, text=text, why="The first.")
    db.session.add(version)
    db.session.commit()
    return version


def make_confirmation(person: User, by: User, ask: Ask = DESK) -> CareerConfirmation:
    """What a colleague saw today; `by` must be of the person's line, or HR."""
    confirmation = confirming.confirm(
        person, ask, actor=by, day=clock.today(), says="I saw it myself."
    )
    db.session.commit()
    return confirmation
