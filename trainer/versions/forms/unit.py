"""What is asked about each part of the draft of a unit."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice

from trainer.catalogue.models import OutcomeKind, Wording
from trainer.versions.forms.draft import (
    AMOUNT,
    FACTS,
    FACTS_ASKED,
    LEVEL,
    NEEDED,
    ItemForm,
    as_lines,
    as_words,
    at_most,
)


class UnitFactsForm(ItemForm):
    """What a unit is called and comes to."""

    title = StringField(_l("Title"), validators=[NEEDED, at_most(300)])
    level = IntegerField(_l("Level"), validators=LEVEL)
    credit = IntegerField(_l("Credits"), validators=AMOUNT)
    glh = IntegerField(_l("Guided learning hours"), validators=AMOUNT)
    facts = SelectField(FACTS_ASKED, choices=FACTS)
    wording = SelectField(
        _l("Whose sentences the criteria are"),
        choices=[
            SelectChoice(Wording.OWN.value, _l("Our own")),
            SelectChoice(Wording.LICENSED.value, _l("The owner’s, under a licence")),
        ],
    )
    prompts = TextAreaField(
        _l("What a learning log could tell of"), description=_l("One on each line.")
    )

    @classmethod
    def given(cls, item: dict[str, Any]) -> dict[str, Any]:
        """Say what the fields hold at first."""
        return {**item, "prompts": "\n".join(item["prompts"])}

    def values(self) -> dict[str, Any]:
        """Say what is to be kept."""
        return {**self.data, "prompts": as_lines(self.prompts.data)}


class OutcomeForm(ItemForm):
    """A learning outcome."""

    number = StringField(_l("Number"), validators=[NEEDED, at_most(10)])
    title = TextAreaField(_l("What the learner will do or know"), validators=[NEEDED, at_most(300)])
    kind = SelectField(
        _l("Kind"),
        choices=[
            SelectChoice(OutcomeKind.COMPETENCE.value, _l("They do this")),
            SelectChoice(OutcomeKind.KNOWLEDGE.value, _l("They know this")),
        ],
    )


class CriterionForm(ItemForm):
    """A criterion, and the words by which a log entry may be recognised."""

    number = StringField(_l("Number"), validators=[NEEDED, at_most(10)])
    text = TextAreaField(_l("What is judged"), validators=[NEEDED, at_most(2000)])
    words = StringField(
        _l("Words in a log that point to it"), description=_l("With commas between them.")
    )

    @classmethod
    def given(cls, item: dict[str, Any]) -> dict[str, Any]:
        """Say what the fields hold at first."""
        return {**item, "words": ", ".join(item["words"])}

    def values(self) -> dict[str, Any]:
        """Say what is to be kept."""
        return {**self.data, "words": as_words(self.words.data)}
