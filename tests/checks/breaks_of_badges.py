"""How the check of badges is seen to fail."""

from collections.abc import Callable

import jwt

from tests.checks.breaks import first
from trainer.badges.models import Badge
from trainer.certificates.models import Certificate
from trainer.core.database import grouped
from trainer.extensions import db


def _point_elsewhere() -> None:
    """Let a badge name the place after its own."""
    certificate, place = first(Certificate), 7
    says = {
        "id": f"http://localhost/v/{grouped(certificate.code)}/badge.json",
        "credentialStatus": {
            "statusListCredential": "http://localhost/badges/status/1",
            "statusListIndex": str(place + 1),
        },
    }
    badge = Badge(
        certificate_id=certificate.id,
        status_list=1,
        place=place,
        salt="00",
        token=jwt.encode(says, "of nobody, and thirty-two bytes or more", algorithm="HS256"),
    )
    db.session.add(badge)


BREAKS: dict[str, tuple[str, Callable[[], object]]] = {
    "a badge at another's place": (
        "A badge is shown as revoked by its own place in the status list.",
        _point_elsewhere,
    ),
}
