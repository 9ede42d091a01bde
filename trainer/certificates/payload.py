"""What a certificate says: written once when it is issued, hashed, and printed from ever after."""

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any

from trainer.audit.chain import canonical
from trainer.certificates.award import Award
from trainer.config import Config
from trainer.core.database import grouped
from trainer.documents.certificate import AchievedUnit, CertificatePage, Outcome
from trainer.documents.look import HOUSE, Look
from trainer.letterhead import queries
from trainer.registrations.models import Registration, UnitAssessment
from trainer.storage.store import Store

Payload = dict[str, Any]


class WrongRecord(Exception):
    """What the certificate is said to say is no longer what was signed for; nothing is printed."""


def write_down(
    registration: Registration,
    award: Award,
    *,
    number: str,
    code: str,
    issued_on: date,
    expires_on: date | None,
    replacement_of: str | None,
    config: Config,
) -> Payload:
    """Write down everything the certificate will ever say, and the letterhead it is printed on."""
    awarding = registration.awarding
    achieved_on = award.achieved_on
    says = _letterhead() | {
        "number": number,
        "code": code,
        "learner": registration.learner.name,
        "title": registration.version.title,
        "level": registration.version.level,
        "credit": award.credit,
        "units": [_unit(unit, credited=unit.id in award.credited) for unit in award.units],
        "criteria_met": award.criteria_met,
        "achieved_on": achieved_on.isoformat() if achieved_on else None,
        "issued_on": issued_on.isoformat(),
        "expires_on": expires_on.isoformat() if expires_on else None,
        "organisation": config.organisation,
        "centre": config.centre,
        "assessor": registration.assessor.name,
        "iqa": registration.iqa.name,
        "towards": f"{awarding.number}, {awarding.organisation}" if awarding else None,
        "replacement_of": replacement_of,
    }
    return says if award.unit is None else says | _of_unit(award.unit)


def _of_unit(unit: UnitAssessment) -> Payload:
    """Say it of one unit instead of the qualification, outcome by outcome."""
    version = unit.unit_version
    return {
        "kind": "unit",
        "title": version.title,
        "level": version.level,
        "unit_code": version.code,
        "within": unit.registration.version.title,
        "outcomes": [
            {"number": one.number, "title": one.title, "criteria": len(one.criteria)}
            for one in version.outcomes
        ],
    }


def _letterhead() -> Payload:
    letterhead = queries.in_use()
    if letterhead is None:
        return {}
    return {"letterhead": [letterhead.number, queries.content_hash(letterhead)]}


def written_again(
    payload: Mapping[str, Any], *, number: str, code: str, issued_on: date
) -> Payload:
    """Write down the same once more, for papers that were lost."""
    return {
        **payload,
        "number": number,
        "code": code,
        "issued_on": issued_on.isoformat(),
        "replacement_of": payload["number"],
    }


def facts_of(payload: Mapping[str, Any]) -> Payload:
    """Take from what a certificate says all that is not about the paper itself."""
    return {name: said for name, said in payload.items() if name not in _OF_THE_PAPER}


def hash_of(payload: Mapping[str, Any]) -> str:
    """Hash what a certificate says, in the one way that comes out the same everywhere."""
    return hashlib.sha256(canonical(payload).encode()).hexdigest()


def check_address(code: str, config: Config) -> str:
    """Give the address at which anyone can check the certificate with this code."""
    return f"{config.base_url.rstrip('/')}/v/{grouped(code)}"


def look_of(payload: Mapping[str, Any], store: Store) -> Look:
    """Find the look it was issued with; none was set where it names no letterhead."""
    if "letterhead" not in payload:
        return HOUSE
    number, fingerprint = payload["letterhead"]
    letterhead = queries.numbered(number)
    if letterhead is None or queries.content_hash(letterhead) != fingerprint:
        raise WrongRecord("The letterhead of this certificate was changed after it was issued.")
    return queries.look_of(letterhead, store, date.fromisoformat(payload["issued_on"]))


def page_of(
    payload: Mapping[str, Any], *, look: Look, ledger_link: str, config: Config
) -> CertificatePage:
    """Lay the certificate out as pages, from what was written down and nothing else."""
    said = {name: payload[name] for name in _AS_WRITTEN}
    runs_out = payload.get("expires_on")
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
        look=look,
        unit_code=payload.get("unit_code"),
        within=payload.get("within"),
        outcomes=tuple(Outcome(**one) for one in payload.get("outcomes", ())),
        expires_on=date.fromisoformat(runs_out) if runs_out else None,
    )


_OF_THE_PAPER = frozenset(
    {"number", "code", "issued_on", "expires_on", "replacement_of", "letterhead"}
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


def _unit(unit: UnitAssessment, *, credited: bool) -> Payload:
    """Write a unit down; that it counts by credit transfer is said only where it does."""
    version, achieved_on = unit.unit_version, unit.achieved_on
    said: Payload = {
        "code": version.code,
        "title": version.title,
        "level": version.level,
        "credit": version.credit,
        "achieved_on": achieved_on.isoformat() if achieved_on else None,
    }
    return said | {"credited": True} if credited else said
