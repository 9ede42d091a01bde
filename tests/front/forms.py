"""Forms with a field of every kind the `field` macro draws."""

from wtforms import (
    BooleanField,
    DateField,
    Form,
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


class TicksField(SelectMultipleField):
    """Tick boxes under one question."""

    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()


class EntryForm(Form):
    """A log entry, more or less."""

    kind = RadioField(
        "What kind of moment was it?",
        [validators.InputRequired("Say what kind of moment it was.")],
        choices=["Helped a customer", "Solved a problem", "Phone call", "Learnt something"],
    )
    title = StringField(
        "Give it a name",
        [validators.InputRequired("Give it a name you will recognise later.")],
        description="A few words you will recognise later.",
    )
    day = DateField("When", [validators.InputRequired("Say when it happened.")])
    minutes = IntegerField("Minutes", [validators.Optional()])
    where = SelectField("Where", choices=["Harbour Street, service desk", "Contact centre"])
    story = TextAreaField(
        "What happened?", description="What you saw, said and did. Leave out customers’ names."
    )
    about = TicksField(
        "The evidence is",
        [validators.InputRequired("Tick at least one.")],
        choices=["Valid", "Authentic", "Current", "Sufficient", "Reliable"],
    )
    level = RadioField(
        "How sure are you?",
        choices=[("1", ("Clear", "I saw it")), ("2", ("Some signs", "I heard of it"))],
        default="1",
    )
    files = MultipleFileField("Photos and files")
    password = PasswordField("Password", [validators.InputRequired("Type your password.")])
    own = BooleanField(
        "This is my own work", [validators.InputRequired("Say that this is your own work.")]
    )
