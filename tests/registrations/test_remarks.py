"""What the unit picker says of each unit before it is ticked."""

from tests.browsing import Browser
from tests.factories_catalogue import SMALL, make_version, version_of
from tests.factories_register import make_admin
from tests.factories_registrations import make_registration
from trainer.accounts.models import User
from trainer.catalogue.structures import combination
from trainer.core import clock
from trainer.extensions import db
from trainer.registrations.models import UnitStatus
from trainer.registrations.remarks import remarks_on

RULES = """      - {type: group_min_units, group: B, min: 1}
"""
PAIRED = SMALL.replace(
    RULES,
    RULES
    + """      - {type: barred_combination, units: [[SM-2, SM-3]]}
      - {type: equivalent_unit, units: [SM-1, SM-3]}
""",
)
OTHER = """\
trainer_catalogue: 1
qualifications:
  - code: other-scheme
    framework: small
    title: Other scheme
    facts: sourced
    groups:
      - {code: A, title: For everyone, units: [SM-1, SM-2]}
    rules:
      - {type: all_of_group, group: A}
"""


def said(version_id: int, learner_id: int | None = None) -> dict[str, list[str]]:
    found = remarks_on(combination(version_id), learner_id)
    return {code: [one.says for one in remarks] for code, remarks in found.items()}


def test_barred_pairs_and_equivalents_are_told_of_both(app: object) -> None:
    assert said(make_version(PAIRED).id) == {
        "SM-1": ["Stands for Wrap a present: only one counts"],
        "SM-2": ["Not together with Wrap a present"],
        "SM-3": ["Not together with Say goodbye", "Stands for Greet people: only one counts"],
    }


def test_what_was_achieved_elsewhere_is_pointed_out(app: object, ada: User, eve: User) -> None:
    version = make_version()
    registration = make_registration(ada, version)
    done = next(one for one in registration.units if one.unit_version.code == "SM-2")
    done.status, done.achieved_on = UnitStatus.ACHIEVED, clock.today()
    other = make_version(OTHER, "other-scheme")
    words = ["Achieved already in the Small scheme: credit transfer"]
    assert said(other.id, ada.id) == {"SM-2": words}
    assert said(other.id, eve.id) == {}
    assert said(version.id, ada.id) == {}


def test_the_page_marks_units(browser: Browser, ada: User) -> None:
    make_version(PAIRED)
    page = browser(make_admin()).get(f"/registrations/new/{version_of('small-scheme').id}/{ada.id}")
    rows = page.texts("fieldset .list-row")
    row = next(one for one in rows if "Say goodbye" in one and "SM-2" in one)
    assert "Unverified" in row
    assert "Not together with Wrap a present" in row
    db.session.rollback()
