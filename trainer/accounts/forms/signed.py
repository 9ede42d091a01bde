"""What is asked of somebody about to sign."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import PasswordField
from wtforms.validators import DataRequired, ValidationError

from trainer.accounts import standing
from trainer.accounts.forms.checking import (
    Fitting,
    code_of,
    is_password_of,
    looks_like_app_code,
    spend,
    who_is_signed_in,
)
from trainer.accounts.proof import Proof
from trainer.core import clock
from trainer.web.forms import OnceForm


class SignedForm(OnceForm):
    """A form that signs something: whoever sends it re-enters their password, or a code of their app."""

    password = PasswordField(
        _l("Your password"),
        validators=[DataRequired(_l("Enter your password to sign."))],
        render_kw={"autocomplete": "current-password"},
    )
    proof: Proof
    fitting: Fitting | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if standing.present().has_app:
            self.password.label.text = _l("Your password, or a code from your app")

    def validate_password(self, field: PasswordField) -> None:
        """Check what was re-entered and keep the proof that the action asks for."""
        actor, typed = who_is_signed_in(), field.data or ""
        if standing.present().has_app and looks_like_app_code(typed):
            self.fitting = code_of(actor, typed)
            if self.fitting is None:
                raise ValidationError(
                    _l("That code doesn't fit or has been used. Wait for the next one.")
                )
        elif not is_password_of(actor, typed):
            raise ValidationError(_l("That isn't your password. Try again."))
        self.proof = Proof(user_id=actor.id, at=clock.now())

    def submitted(self) -> bool:
        """Say whether this is a valid post; if so the deciding transaction has begun."""
        if not super().submitted():
            return False
        if self.fitting is not None:
            with self.refusals():
                spend(who_is_signed_in(), self.fitting)
                return True
            return False
        return True

    @property
    def data(self) -> dict[str, Any]:
        """What was asked but for the password, with the proof in its place."""
        asked = {name: value for name, value in super().data.items() if name != "password"}
        return {**asked, "proof": self.proof} if hasattr(self, "proof") else asked
