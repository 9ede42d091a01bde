"""What a log entry asks: the moment, and its story by the framework that somebody chooses."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from typing import Any, ClassVar, cast

from flask_babel import lazy_gettext as _l
from wtforms import Field, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from trainer.logs import frameworks
from trainer.logs.forms import EntryForm, prose, tags_field
from trainer.logs.frameworks import ANSWERS, COLUMNS, FRAMEWORKS, Question, Said, by_unit, keep
from trainer.logs.models import Framework, Revision

MOMENT = ("activity", "title", "happened_on", "minutes", "place", "kept_at")


def _framework(value: str | None) -> Framework:
    return Framework(value) if value else Framework.REFLECTION


class LogForm(EntryForm):
    """An entry of the log, with the questions of every framework; those not chosen are kept."""

    questions: ClassVar[Sequence[Question]] = ()

    framework = RadioField(
        _l("How do you want to tell it?"),
        choices=[
            SelectChoice(one.value, rules.name, render_kw={"note": rules.about})
            for one, rules in FRAMEWORKS.items()
        ],
        coerce=_framework,
        validators=[Optional()],
        default=Framework.REFLECTION,
        invalid_value_message=_l("Choose one of the ways."),
    )
    tags = tags_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the questions of units only where a unit has some."""
        super().__init__(*args, **kwargs)
        if not self.questions:
            self.framework.choices = [
                one for one in self.framework.choices if one.value != Framework.INTERVIEW.value
            ]

    @property
    def words(self) -> dict[str, Any]:
        """The whole entry, ready to be written."""
        return {name: self[name].data for name in MOMENT} | keep(self.framework.data, self._said)

    @property
    def _said(self) -> Said:
        said: Said = {
            framework: {one.name: self[one.name].data for one in rules.prompts}
            for framework, rules in FRAMEWORKS.items()
        }
        answered = [(one, self[one.key].data) for one in self.questions]
        said[Framework.INTERVIEW] = {ANSWERS: by_unit(answered)}
        return said

    @property
    def texts(self) -> list[str]:
        """The words that will be read, from which criteria are suggested."""
        used = self.words
        answers = used["details"].pop(ANSWERS, {})
        replies = [one for of_unit in answers.values() for one in of_unit.values()]
        written = [used["title"], *(used[name] for name in COLUMNS), *used["details"].values()]
        return [one or "" for one in (*written, *replies)]

    def fields_of(self, framework: str) -> list[Field]:
        """List the fields of a framework whose questions are always the same."""
        return [self[one.name] for one in FRAMEWORKS[Framework(framework)].prompts]

    @property
    def by_unit(self) -> list[tuple[str, list[Field]]]:
        """List the fields of the units' questions, unit by unit."""
        return [
            (unit, [self[one.key] for one in asked])
            for unit, asked in groupby(self.questions, key=lambda one: one.unit)
        ]

    @property
    def is_answered(self) -> bool:
        """Whether any question of a unit has an answer yet."""
        return any(self[one.key].data for one in self.questions)

    @property
    def has_unused(self) -> bool:
        """Whether something is written under a framework that isn't the chosen one."""
        return bool(self.words["unused"])


@lru_cache(maxsize=128)
def log_form(questions: tuple[Question, ...]) -> type[LogForm]:
    """Make the form of a log entry with the questions of these units."""
    fixed = {
        one.name: prose(one.label, one.hint)
        for rules in FRAMEWORKS.values()
        for one in rules.prompts
        if one.name not in COLUMNS
    }
    asked = {one.key: prose(one.words) for one in questions}
    fields = {**fixed, **asked, "questions": questions}
    return cast("type[LogForm]", type("LogForm", (LogForm,), fields))


def present(revision: Revision) -> dict[str, Any]:
    """Turn what is kept of an entry into what the form shows at first."""
    written = frameworks.kept(revision)
    answers = written.pop(ANSWERS, {})
    asked = {
        question.key: answers[question.unit][question.words]
        for question in frameworks.questions_in(answers)
    }
    moment = {name: getattr(revision, name) for name in MOMENT}
    named = {
        "client_key": revision.item.client_key,
        "version": revision.row_version,
        "framework": revision.framework,
        "tags": revision.item.tags,
    }
    return {**moment, **written, **asked, **named}
