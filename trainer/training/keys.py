"""What holdings rest on, each named in one way."""

from trainer.certificates.models import Certificate
from trainer.registrations.models import UnitAssessment


def key_of_unit(unit: UnitAssessment, cycle: int) -> str:
    """Name what rests on a unit as it was signed in one round."""
    return f"unit:{unit.id}:{cycle}"


def key_of_certificate(certificate: Certificate) -> str:
    """Name what rests on a certificate."""
    return f"certificate:{certificate.id}"
