"""What is exported can be brought in again, and exported to the very same bytes."""

import pytest
import sqlalchemy as sa

from tests.catalogue import builtin
from tests.catalogue.exchange.files import THREE_LEVELS, case, entry_of, packed
from tests.factories_catalogue import SMALL, version_of
from trainer.catalogue.actions import import_catalogue
from trainer.catalogue.comparing import compare, known
from trainer.catalogue.exchange.exporting import KINDS, export
from trainer.catalogue.exchange.recognising import Format, read_file
from trainer.catalogue.importing import CatalogueEntry, Plan, read
from trainer.catalogue.models import QualificationVersion
from trainer.extensions import db

HOSTILE = SMALL.replace("Look up when the door opens", '"=1+1 --> <script> 💬 \\u202e, \\"x\\"; y"')
HOSTILE = HOSTILE.replace("Say hello first", "\"-- - 'quoted' & #hash: yes\"")
HOSTILE = HOSTILE.replace("[door, looked]", '["a, b", "[c"]').replace(
    "title: Small scheme\n", 'title: "@sum -->"\n'
)


def entry_from(plan: Plan) -> CatalogueEntry:
    assert not plan.faults, [str(fault) for fault in plan.faults]
    return CatalogueEntry(
        trainer_catalogue=1,
        frameworks=list(plan.frameworks),
        units=list(plan.units),
        qualifications=list(plan.qualifications),
    )


def exported(code: str, kind: Format) -> bytes:
    version = version_of(code)
    select = sa.select(QualificationVersion).where(QualificationVersion.id == version.id)
    written = export(select, kind)
    assert written is not None
    return written


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("kind", list(KINDS))
@pytest.mark.parametrize("code", sorted(builtin.qualifications()))
def test_what_is_exported_comes_back_and_is_exported_the_same(kind: Format, code: str) -> None:
    first = KINDS[kind].write(entry_of(code))
    plan = read_file(first, source="file", known=known())
    assert plan.format == kind
    assert not plan.faults, [str(fault) for fault in plan.faults]
    import_catalogue(plan, actor=None)
    second = exported(code, kind)
    assert second == first
    again = read_file(second, source="file", known=known())
    assert compare(again).changes_nothing


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("kind", list(KINDS))
def test_hours_and_how_long_a_certificate_holds_come_back(kind: Format) -> None:
    entry = entry_of("brackenhall-service")
    (one,) = entry.qualifications
    told = one.model_copy(update={"tqt": 60, "valid_months": 18})
    first = KINDS[kind].write(entry.model_copy(update={"qualifications": [told]}))
    plan = read_file(first, source="file", known=known())
    assert (plan.qualifications[0].tqt, plan.qualifications[0].valid_months) == (60, 18)
    import_catalogue(plan, actor=None)
    assert exported("brackenhall-service", kind) == first


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("kind", list(KINDS))
def test_hostile_text_survives(kind: Format) -> None:
    entry = entry_from(read(HOSTILE, source=""))
    first = KINDS[kind].write(entry)
    plan = read_file(first, source="file")
    assert plan.units[0].outcomes[0].criteria[0].text == '=1+1 --> <script> 💬 \u202e, "x"; y'
    assert plan.units[0].outcomes[0].criteria[0].words == ["a, b", "[c"]
    assert KINDS[kind].write(entry_from(plan)) == first


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("kind", list(KINDS))
def test_one_format_tells_all_that_another_does(kind: Format) -> None:
    """Identifiers of a foreign package travel through every format."""
    import_catalogue(read_file(packed(case(THREE_LEVELS)), source="x", known=known()), actor=None)
    db.session.flush()
    package = exported("shop-floor", Format.CASE)
    carried = entry_from(read_file(exported("shop-floor", kind), source="y"))
    assert KINDS[Format.CASE].write(carried) == package
