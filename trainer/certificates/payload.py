"""What a certificate says: written once when it is issued, hashed, and printed from ever after."""

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any

from trainer.audit.chain import canonical
from trainer.certificates.award import Award
from trainer.config import Config
from trainer.core.database import grouped
from trainer.documents.certificate import AchievedUnit, CertificatePage
from trainer.registrations.models import Registration, UnitAssessment

Payload = dict[str, Any]


def write_down(
    registration: Registration,
    award: Award,
    *,
    number: str,
    code: str,
    issued_on: date,
    replacement_of: str | None,
    config: Config,
) -> Payload:
    """Write down everything the certificate will ever say."""
    awarding = registration.awarding
    achieved_on = award.achieved_on
    return {
        "number": number,
        "code": code,
        "learner": registration.learner.name,
        "title": registration.version.title,
        "level": registration.version.level,
        "credit": award.credit,
        "units": [_unit(unit) for unit in award.units],
        "criteria_met": award.criteria_met,
        "achieved_on": achieved_on.isoformat() if achieved_on else None,
        "issued_on": issued_on.isoformat(),
        "organisation": config.organisation,
        "centre": config.centre,
        "assessor": registration.assessor.name,
        "iqa": registration.iqa.name,
        "towards": f"{awarding.number}, {awarding.organisation}" if awarding else None,
        "replacement_of": replacement_of,
    }


def hash_of(payload: Mapping[str, Any]) -> str:
    """Hash what a certificate says, in the one way that comes out the same everywhere."""
    return hashlib.sha256(canonical(payload).encode()).hexdigest()


def check_address(code: str, config: Config) -> str:
    """Give the address at which anyone can check the certificate with this code."""
    return f"{config.base_url.rstrip('/')}/v/{grouped(code)}"


def page_of(payload: Mapping[str, Any], *, ledger_link: str, config: Config) -> CertificatePage:
    """Lay the certificate out as pages, from what was written down and nothing else."""
    said = {name: payload[name] for name in _AS_WRITTEN}
    return CertificatePage(
        **said,
        units=tuple(
            AchievedUnit(**unit | {"achieved_on": date.fromisoformat(unit["achieved_on"])})
            for unit in payload["units"]
        ),
        achieved_on=date.fromisoformat(payload["achieved_on"]),
        issued_on=date.fromisoformat(payload["issued_on"]),
        code=grouped(payload["code"]),
        check_url=check_address(payload["code"], config),
        ledger_head=ledger_link,
    )


_AS_WRITTEN = (
    "number",
    "learner",
    "title",
    "level",
    "credit",
    "criteria_met",
    "organisation",
    "centre",
    "assessor",
    "iqa",
    "towards",
    "replacement_of",
)


def _unit(unit: UnitAssessment) -> Payload:
    version, achieved_on = unit.unit_version, unit.achieved_on
    return {
        "code": version.code,
        "title": version.title,
        "level": version.level,
        "credit": version.credit,
        "achieved_on": achieved_on.isoformat() if achieved_on else None,
    }
