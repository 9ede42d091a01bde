"""Forms with a field of every kind the `field` macro draws."""

from typing import Any

from wtforms import (
    BooleanField,
    DateField,
    Form,
    HiddenField,
    IntegerField,
    MultipleFileField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    validators,
    widgets,
)
from wtforms.fields.choices import SelectChoice  # newer than its types


def options(*words: str) -> list[Any]:
    """Return choices whose values are their words."""
    return [SelectChoice(word) for word in words]


class TicksField(SelectMultipleField):
    """Tick boxes under one question."""

    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()


class EntryForm(Form):
    """A log entry, more or less."""

    kind = RadioField(
        "What kind of moment was it?",
        [validators.InputRequired("Say what kind of moment it was.")],
        choices=options("Helped a customer", "Solved a problem", "Phone call", "Learnt something"),
    )
    title = StringField(
        "Give it a name",
        [validators.InputRequired("Give it a name you will recognise later.")],
        description="A few words you will recognise later.",
    )
    day = DateField("When", [validators.InputRequired("Say when it happened.")])
    minutes = IntegerField("Minutes", [validators.Optional()])
    where = SelectField("Where", choices=options("Harbour Street, service desk", "Contact centre"))
    story = TextAreaField(
        "What happened?", description="What you saw, said and did. Leave out customers’ names."
    )
    about = TicksField(
        "The evidence is",
        [validators.InputRequired("Tick at least one.")],
        choices=options("Valid", "Authentic", "Current", "Sufficient", "Reliable"),
    )
    level = RadioField(
        "How sure are you?",
        choices=[
            SelectChoice("1", "Clear", render_kw={"note": "I saw it"}),
            SelectChoice("2", "Some signs", render_kw={"note": "I heard of it"}),
        ],
        default="1",
    )
    version = HiddenField(default="0")
    files = MultipleFileField("Photos and files")
    password = PasswordField("Password", [validators.InputRequired("Type your password.")])
    own = BooleanField(
        "This is my own work", [validators.InputRequired("Say that this is your own work.")]
    )
