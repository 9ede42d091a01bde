"""The table of who sees and answers what, as people can read it: `tests/data/appraisals/visibility.txt`."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from trainer.appraisals.actions.planning import BUILTIN
from trainer.appraisals.reading import read
from trainer.appraisals.rules.stages import ANSWERED, AppraisalStage, Party
from trainer.appraisals.rules.template import Template
from trainer.appraisals.rules.visibility import Sight

TABLE = Path(__file__).parents[1] / "data" / "appraisals" / "visibility.txt"
PARTS = {"A": Party.APPRAISEE, "M": Party.MANAGER, "S": Party.SECOND_LINE}

Place = tuple[str, str, Party, AppraisalStage]


def template(code: str) -> Template:
    return read((BUILTIN / f"{code}.yaml").read_text(encoding="utf-8"))


def table() -> Mapping[Place, Sight]:
    """Read the table: by form, section, who and stage."""
    return dict(_rows())


def _rows() -> Iterator[tuple[Place, Sight]]:
    form = section = ""
    stages: list[str] = []
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        match line.split():
            case ["form", form]:
                pass
            case ["stages", *stages]:
                pass
            case ["section", section]:
                pass
            case [who, *cells] if who in set(Party):
                for name, cell in zip(stages, cells, strict=True):
                    for stage in ANSWERED if name == "answered" else [AppraisalStage(name)]:
                        yield (form, section, Party(who), stage), _sight(cell)


def _sight(cell: str) -> Sight:
    return Sight(frozenset(PARTS[one] for one in cell if one in PARTS), cell.endswith("*"))
