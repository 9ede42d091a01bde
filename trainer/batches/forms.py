"""What is asked of whoever issues certificates together."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectMultipleField, StringField, widgets
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from trainer.accounts.forms import SignedForm
from trainer.batches.models import FileKind
from trainer.batches.queries import Candidate
from trainer.web.forms import OnceForm


class SignForm(SignedForm):
    """Whose certificates, what they are called together, and the password."""

    name = StringField(
        _l("What are they called together?"),
        validators=[
            InputRequired(_l("Say what these certificates are called together.")),
            Length(max=120, message=_l("Use 120 characters or fewer.")),
        ],
        description=_l("For the list of batches; it is not printed."),
    )
    registrations = SelectMultipleField(
        _l("Whose certificates?"),
        coerce=int,
        widget=widgets.ListWidget(prefix_label=False),
        option_widget=widgets.CheckboxInput(),
        validators=[InputRequired(_l("Tick whose certificates are to be issued."))],
    )

    def offer(self, ready: Sequence[Candidate]) -> None:
        """Offer those whose certificate may be issued."""
        self.registrations.choices = [
            SelectChoice(
                one.registration.id,
                one.registration.learner.name,
                {
                    "note": f"{one.registration.learner.staff_number} · {one.registration.version.title}"
                },
            )
            for one in ready
        ]


class FileForm(OnceForm):
    """Which kind of file."""

    kind = RadioField(
        coerce=FileKind,
        choices=[SelectChoice(kind.value, kind.value) for kind in FileKind],
        validators=[InputRequired()],
    )
