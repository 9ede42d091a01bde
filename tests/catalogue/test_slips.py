"""A number whose check character does not fit is kept only for a reason, which stays on record."""

import pytest
import sqlalchemy as sa

from tests.factories_catalogue import SMALL, bring_in
from trainer.audit.models import TrailEntry
from trainer.catalogue import actions
from trainer.catalogue.codes import accept
from trainer.catalogue.comparing import known
from trainer.catalogue.importing import read
from trainer.catalogue.models import Unit
from trainer.core.errors import Unacceptable
from trainer.extensions import db

SLIPS = SMALL.replace("SM-2", "A/506/2131").replace("601/3562/1", "601/3562/2")


def kept() -> list[dict[str, object]]:
    asked = sa.select(TrailEntry.body).where(TrailEntry.kind == "SlipKept").order_by(TrailEntry.id)
    return list(db.session.scalars(asked))


def test_slips_stop_the_whole_file(app: object) -> None:
    plan = read(SLIPS, source="x", known=known())
    for override in ("", "   "):
        with pytest.raises(Unacceptable, match=r"A/506/2131 looks like .* say how you know"):
            actions.import_catalogue(plan, actor=None, override=override)
    db.session.rollback()
    assert not db.session.scalars(sa.select(Unit)).all()


def test_with_a_reason_they_are_kept_and_not_asked_about_again(app: object) -> None:
    plan = read(SLIPS, source="x", known=known())
    actions.import_catalogue(plan, actor=None, override=" As in the register ")
    db.session.commit()
    assert [(one["code"], one["reason"]) for one in kept()] == [
        ("A/506/2131", "As in the register"),
        ("601/3562/2", "As in the register"),
    ]
    bring_in(SLIPS.replace("Fold the corners", "Fold every corner"))
    assert len(kept()) == 2


def test_a_code_that_is_typed() -> None:
    assert accept("a/506/2130", reason="", field="code").code == "A/506/2130"
    assert accept("BH-SVC-1", reason="", field="code").code == "BH-SVC-1"
    with pytest.raises(Unacceptable):
        accept("A/506/2131", reason="", field="code")
    assert accept("A/506/2131", reason="The register", field="code").expected == "F"
