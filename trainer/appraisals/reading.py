"""From the text of a template to the template: each field settled, each fault a sentence."""

from functools import lru_cache
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from trainer.appraisals.rules.stages import AppraisalStage, Party
from trainer.appraisals.rules.template import (
    Part,
    Question,
    Section,
    SectionKind,
    Span,
    Template,
    faults,
)
from trainer.catalogue.importing.reading import load
from trainer.catalogue.importing.settling import Unfit
from trainer.core.text import gettext as _

MOST_CHARACTERS = 100_000
MOST_SECTIONS = 30
MOST_QUESTIONS = 30

Words = Annotated[str, Field(min_length=1, max_length=300)]
Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
Pair = Annotated[list[AppraisalStage], Field(min_length=2, max_length=2)]


class Unreadable(Exception):
    """This text is no template; `faults` says why, sentence by sentence."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__(" ".join(faults))
        self.faults = faults


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Question(_Strict):
    key: Key
    text: Words
    hint: Annotated[str, Field(max_length=300)] = ""
    choices: Annotated[list[Words], Field(max_length=10)] = []


class _Part(_Strict):
    writes: Pair
    seen_by: dict[Party, AppraisalStage | Pair] = {}


class _Section(_Strict):
    key: Key
    kind: SectionKind
    title: Words
    says: Annotated[str, Field(max_length=300)] = ""
    weight: Annotated[int, Field(strict=True, ge=0, le=100)] = 0
    cites: Annotated[bool, Field(strict=True)] = False
    parts: dict[Party, _Part]
    questions: Annotated[list[_Question], Field(max_length=MOST_QUESTIONS)] = []


class _Template(_Strict):
    trainer_appraisals: Annotated[int, Field(ge=1, le=1)]
    name: Annotated[str, Field(min_length=1, max_length=120)]
    scale: Annotated[list[Words], Field(min_length=4, max_length=4)]
    sections: Annotated[list[_Section], Field(min_length=1, max_length=MOST_SECTIONS)]


@lru_cache(maxsize=64)
def read(text: str) -> Template:
    """Read a template and check it in itself; raise `Unreadable` with every fault in a sentence."""
    if len(text) > MOST_CHARACTERS:
        raise Unreadable([_("This is longer than a hundred thousand characters.")])
    try:
        _tree, data = load(text)
        told = _Template.model_validate(data)
    except Unfit as unfit:
        raise Unreadable([unfit.fault.says]) from None
    except ValidationError as wrong:
        raise Unreadable([_said(error) for error in wrong.errors()]) from None
    first, second, third, fourth = told.scale
    template = Template(
        told.name,
        (first, second, third, fourth),
        tuple(_section(one) for one in told.sections),
    )
    if found := faults(template):
        raise Unreadable(found)
    return template


def _said(error: Any) -> str:
    steps = (str(step + 1) if isinstance(step, int) else str(step) for step in error["loc"])
    return _("At %(place)s: %(what)s.", place=" → ".join(steps) or _("the top"), what=error["msg"])


def _section(told: _Section) -> Section:
    return Section(
        key=told.key,
        kind=told.kind,
        title=told.title,
        says=told.says,
        weight=told.weight,
        cites=told.cites,
        parts={party: _part(part) for party, part in told.parts.items()},
        questions=tuple(
            Question(one.key, one.text, one.hint, tuple(one.choices)) for one in told.questions
        ),
    )


def _part(told: _Part) -> Part:
    seen_by = {party: _span(span) for party, span in told.seen_by.items()}
    return Part(Span(*told.writes), seen_by)


def _span(told: AppraisalStage | list[AppraisalStage]) -> Span:
    """Take a single stage to mean from then on."""
    return Span(*told) if isinstance(told, list) else Span(told, AppraisalStage.CLOSED)
