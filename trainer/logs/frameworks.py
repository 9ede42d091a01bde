"""The questions a log entry can answer, as data: one row for each way of telling it.

The first framework's words are columns of the revision; the others' lie in its details.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from babel.support import LazyProxy

from trainer.core.text import lazy_gettext as _
from trainer.logs.kinds import STAR, Detail, Shape
from trainer.logs.models import Framework, Revision

ANSWERS = "answers"
"""Under this name lie the answers to a unit's own questions: by unit, then by question."""


@dataclass(frozen=True, kw_only=True)
class FrameworkRules:
    """One framework: its name, what it is good for, and its questions if they are always the same."""

    name: LazyProxy
    about: LazyProxy
    prompts: tuple[Detail, ...] = ()


FRAMEWORKS: dict[Framework, FrameworkRules] = {
    Framework.REFLECTION: FrameworkRules(
        name=_("What, so what, now what"),
        about=_("Short, for any moment."),
        prompts=(
            Detail(
                "what",
                Shape.TEXT,
                _("What happened?"),
                _("What you saw, said and did. Leave out customers’ names."),
            ),
            Detail(
                "so_what",
                Shape.TEXT,
                _("So what?"),
                _("Why it mattered, and what you learnt."),
            ),
            Detail(
                "now_what",
                Shape.TEXT,
                _("Now what?"),
                _("What you will do differently, or the same. You can skip this."),
            ),
        ),
    ),
    Framework.STAR: FrameworkRules(
        name=_("Situation, task, action, result"),
        about=_("STAR: a case told step by step."),
        prompts=STAR,
    ),
    Framework.INTERVIEW: FrameworkRules(
        name=_("Interview log"),
        about=_("The questions of your units, as the interview will ask them."),
    ),
}
COLUMNS = tuple(one.name for one in FRAMEWORKS[Framework.REFLECTION].prompts)


class Question(NamedTuple):
    """A question that a unit asks of a learning log."""

    unit: str
    words: str

    @property
    def key(self) -> str:
        """Name the field it is answered in: the same for as long as it reads the same."""
        told = f"{self.unit}\n{self.words}".encode()
        return f"ask_{hashlib.sha256(told).hexdigest()[:16]}"


Said = dict[Framework, dict[str, Any]]
"""All that was written, framework by framework, under the name of each question."""


def keep(chosen: Framework, said: Said) -> dict[str, Any]:
    """Say where words are kept: those of the chosen framework to be read, the others for later."""
    written = {one: {name: words for name, words in said[one].items() if words} for one in said}
    used = written.pop(chosen, {})
    return {
        "framework": chosen,
        **{name: used.get(name, "") for name in COLUMNS},
        "details": {name: words for name, words in used.items() if name not in COLUMNS},
        "unused": {name: words for other in written.values() for name, words in other.items()},
    }


def kept(revision: Revision) -> dict[str, Any]:
    """Gather all that was written in a log entry, by the name of each question."""
    columns = {name: getattr(revision, name) for name in COLUMNS}
    used = {name: words for name, words in columns.items() if words} | revision.details
    return revision.unused | used


def questions_in(answers: Mapping[str, Mapping[str, str]]) -> list[Question]:
    """List the questions that were answered, in the order they were kept."""
    return [Question(unit, asked) for unit, replies in answers.items() for asked in replies]


def by_unit(questions: Iterable[tuple[Question, str]]) -> dict[str, dict[str, str]]:
    """Put answers under their questions, and those under their units; what is empty is left out."""
    answers: dict[str, dict[str, str]] = {}
    for question, answer in questions:
        if answer:
            answers.setdefault(question.unit, {})[question.words] = answer
    return answers
