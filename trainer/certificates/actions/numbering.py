"""The number a certificate bears: the year's next, never given twice."""

from sqlalchemy.exc import IntegrityError

from trainer.certificates.models import CertificateSeries
from trainer.extensions import db


def next_number(year: int, prefix: str) -> str:
    """Give out the year's next number; a transaction that fails gives it back."""
    series = db.session.get(CertificateSeries, year, with_for_update=True)
    if series is None:
        series = _begin_series(year)
    series.last += 1
    return f"{prefix}-{year}-{series.last:04d}"


def _begin_series(year: int) -> CertificateSeries:
    try:
        with db.session.begin_nested():
            db.session.add(CertificateSeries(year=year, last=0))
    except IntegrityError:
        pass  # On PostgreSQL another began it meanwhile; its row is waited for below.
    return db.session.get_one(CertificateSeries, year, with_for_update=True)
