"""What is asked to ask a witness, and what a witness is asked."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, Optional, Regexp

from trainer.core.database import AnyRow
from trainer.logs.meanings import meaning
from trainer.logs.models import EvidenceKind, Part
from trainer.planning.forms import CriteriaField
from trainer.web.forms import OnceForm

LONGEST = 20_000
_LINE = Length(max=200, message=_l("Use 200 characters or fewer."))
_WORDS = Length(max=LONGEST, message=_l("That is too long. Shorten it."))


class AboutForm(OnceForm):
    """What a testimony is called, and which criteria it speaks of."""

    title = StringField(
        _l("Give it a name"),
        description=_l("A few words you will recognise later."),
        validators=[DataRequired(_l("Give it a name.")), _LINE],
    )
    criteria = CriteriaField(
        _l("Which criteria?"),
        coerce=int,
        validators=[DataRequired(_l("Choose at least one criterion."))],
    )

    def offer(self, criteria: Sequence[AnyRow]) -> None:
        """Offer the criteria still to meet."""
        self.criteria.choices = [SelectChoice(one.id, one.text) for one in criteria]


class AskForm(AboutForm):
    """Who is asked, and about what."""

    witness = StringField(
        _l("Who saw it?"), validators=[DataRequired(_l("Say who saw it.")), _LINE]
    )
    email = StringField(
        _l("Their e-mail address"),
        description=_l("Leave it empty to show them a square code instead."),
        validators=[
            Optional(),
            Length(max=255),
            Regexp(
                r"[^@\s]+@[^@\s]+\.[^@\s]+\Z",
                message=_l("That isn’t an e-mail address. One such as nia@example.org will do."),
            ),
        ],
        render_kw={"type": "email", "autocomplete": "off"},
    )
    expert = BooleanField(
        _l("They know this work well themselves"),
        description=_l("An expert witness says what makes them one. Their word weighs more."),
    )
    question = TextAreaField(
        _l("What did they see?"),
        default="",
        description=_l(
            "When and what it was, so that they remember. What they saw is theirs to say."
        ),
        validators=[DataRequired(_l("Say what they are asked about.")), _WORDS],
    )


class DeclineForm(OnceForm):
    """Why a witness can't write what they are asked for, if they like to say."""

    reason = TextAreaField(
        _l("Would you like to say why?"),
        default="",
        description=_l("Only if you like. Whoever asked you and those who assess them read it."),
        validators=[Length(max=1000, message=_l("That is too long. Shorten it."))],
    )


class SeenForm(OnceForm):
    """What a witness saw, and how they know the learner and the work."""

    words = TextAreaField(
        _l("What did you see?"),
        default="",
        description=_l(
            "In your own words, with as much as you remember. You can speak it into your phone"
            " instead of typing. Please leave out customers’ names."
        ),
        validators=[DataRequired(_l("Say what you saw.")), _WORDS],
    )
    role = StringField(
        _l("Your work"),
        description=_l("For instance: shift leader, Harbour Street."),
        validators=[DataRequired(_l("Say what your work is.")), _LINE],
        render_kw={"autocomplete": "organization-title"},
    )
    relationship = StringField(
        _l("How do you know them?"),
        description=_l("For instance: I have led their shift since May."),
        validators=[DataRequired(_l("Say how you know them.")), _LINE],
    )
    basis = TextAreaField(
        _l("What makes you know this work well?"),
        default="",
        description=_l("How long you have done it, and what you are qualified in."),
        validators=[_WORDS],
    )
    own = BooleanField(
        "",
        validators=[DataRequired(_l("Confirm that these are your own words and true."))],
    )


class TestimonyForm(SeenForm):
    """What a witness who was asked saw, and who they are."""

    witness = StringField(
        _l("Your name"),
        validators=[DataRequired(_l("Give your name.")), _LINE],
        render_kw={"autocomplete": "name"},
    )
    contact = StringField(
        _l("How can we reach you?"),
        description=_l("Only if you like: an e-mail address or a telephone number."),
        validators=[_LINE],
    )

    def address(self, kind: EvidenceKind) -> None:
        """Ask what is asked of this kind of witness."""
        self.own.label.text = meaning(kind, Part.WITNESS)
        if kind is not EvidenceKind.EXPERT_TESTIMONY:
            del self.basis


class OfferForm(AboutForm, SeenForm):
    """What a line manager saw, and which criteria it could show."""

    def address(self) -> None:
        """Ask a manager to confirm, and to say what makes them an expert only if they are one."""
        self.own.label.text = meaning(EvidenceKind.TESTIMONY, Part.WITNESS)
        self.basis.description = _l(
            "Only if you have done it yourself: how long, and what you are qualified in. You are"
            " then an expert witness."
        )
