"""Come here for what a certificate says, and how it is asked for."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any, NamedTuple

import segno

from trainer.documents.fitting import fit, fit_in_lines, lines_of, shortened
from trainer.documents.look import HOUSE, Look, Signatory
from trainer.documents.request import RenderRequest

BADGE = "badge.jwt"
LANGUAGES = {"en": "en-GB"}
ROWS_ON_ONE_PAGE = 14
UNITS_ON_A_FULL_PAGE = 18
# A line more in a row takes so much of another row's height.
ONE_LINE_MORE = 0.67
LINES_BESIDE_THE_HEADING = 3
# How broad the places on the face are, in millimetres.
FACE, SIGNATURE, CHECK, CENTRE = 229, 43, 67, 110
# And on the pages of units: a title in its column, whose they are, and who issued them.
UNIT_TITLE, OUTCOME_TITLE, WHOSE, ISSUER = 131, 178, 150, 88


class AchievedUnit(NamedTuple):
    """One line of the certificate's second page."""

    code: str
    title: str
    level: int | str | None
    credit: int | None
    achieved_on: date
    credited: bool = False


class Outcome(NamedTuple):
    """One line of the second page of a unit's certificate."""

    number: str
    title: str
    criteria: int


@dataclass(frozen=True, kw_only=True)
class CertificatePage:
    """What one certificate says, once, for good.

    `credit` is left out by awards that carry none. `towards` names the regulated qualification
    the units count towards; only an awarding organisation may issue that one. A certificate of
    one unit has its `unit_code`, the qualification it is `within`, and its `outcomes`.
    `expires_on` is the first day on which it no longer holds, where the award says so.
    """

    organisation: str
    centre: str
    learner: str
    title: str
    level: int | str | None
    credit: int | None
    units: tuple[AchievedUnit, ...]
    criteria_met: int
    achieved_on: date
    issued_on: date
    number: str
    code: str
    check_url: str
    assessor: str
    iqa: str
    ledger_head: str
    kind_line: str = "Certificate of achievement"
    replacement_of: str | None = None
    towards: str | None = None
    language: str = "en"
    look: Look = HOUSE
    unit_code: str | None = None
    within: str | None = None
    outcomes: tuple[Outcome, ...] = ()
    expires_on: date | None = None

    def request(self, badge: str = "") -> RenderRequest:
        """Ask for this certificate as a PDF, with its badge in it where it has one."""
        return RenderRequest(
            template="unit-certificate" if self.unit_code else "certificate",
            data=self._data(),
            squares={"qr": square_code(self.check_url)},
            look=self.look.engraved,
            pictures=self.look.pictures,
            attached={BADGE: badge} if badge else {},
            pages=2 + len(self.units) // UNITS_ON_A_FULL_PAGE,
        )

    def _data(self) -> dict[str, Any]:
        address = self.check_url.split("://", 1)[-1].removesuffix(self.code).rstrip("/")
        named = f"level {self.level}" in self.title.lower()
        said = {one.name: getattr(self, one.name) for one in fields(self)}
        return said | {
            "look": self.look.shown,
            "hands": self._hands(),
            "outcomes": [one._asdict() for one in self.outcomes],
            "achieved_on": self.achieved_on.isoformat(),
            "issued_on": self.issued_on.isoformat(),
            "expires_on": self.expires_on.isoformat() if self.expires_on else None,
            "level": None if named else self.level,
            "language": LANGUAGES[self.language],
            "units": [
                unit._asdict() | {"achieved_on": unit.achieved_on.isoformat()}
                for unit in self.units
            ],
            "address": address,
            "fit": self._fit(address),
        }

    def _hands(self) -> list[dict[str, str]]:
        """Say who signs the face: for the organisation, or else who judged and who checked."""
        signing = self.look.signatories[:2] or (
            Signatory(self.assessor, "assessor"),
            Signatory(self.iqa, "iqa"),
        )
        return [
            {
                "name": one.name,
                "role": one.role,
                "signature": one.signature.address if one.signature else "",
                "fit": fit(one.name, SIGNATURE, [16, 13]),
            }
            for one in signing
        ]

    def _fit(self, address: str) -> dict[str, Any]:
        """Choose the size class of each line, as certificate.css lists them."""
        return {
            "organisation": fit(self.organisation.upper(), FACE, [14.5]),
            "learner": fit_in_lines(self.learner, FACE, [46, 40, 34, 29, 25, 21], [21, 14, 12, 10]),
            "title": fit_in_lines(self.title, FACE, [25, 21, 17], [17, 12, 10]),
            "number": fit(self.number, CHECK, [11.5, 9.5]),
            "code": fit(self.code, CHECK, [11.5, 9.5]),
            "address": fit(f"Check it at {address}", CHECK, [8.5, 8]),
            "plain": fit(self.centre, CENTRE, [9]),
            "long": self._rows() > ROWS_ON_ONE_PAGE,
            "issuer": self._issuer(),
            "whose": self._whose(),
        }

    def _rows(self) -> float:
        """Guess how much room the list takes, in rows of one line."""
        titles = [one.title for one in self.outcomes or self.units]
        width = OUTCOME_TITLE if self.outcomes else UNIT_TITLE
        return sum(1 + ONE_LINE_MORE * (lines_of(one, width, 10.5) - 1) for one in titles)

    def _issuer(self) -> dict[str, str]:
        """Find room for the organisation above the list; the face has all of a very long name."""
        size = fit(self.organisation.upper(), ISSUER, [14.5])
        name = self.organisation
        return {"size": size, "name": name if size == "s0" else shortened(name, ISSUER, 12, 2)}

    def _whose(self) -> dict[str, str]:
        """Find room for name and title beside the heading; the face has all of very long ones."""
        taken = lines_of(self.learner, WHOSE, 10) + lines_of(self.title, WHOSE, 10)
        if taken <= LINES_BESIDE_THE_HEADING:
            return {"size": "s0", "learner": self.learner, "title": self.title}
        return {
            "size": "s1",
            "learner": shortened(self.learner, WHOSE, 8, 3),
            "title": shortened(self.title, WHOSE, 8, 2),
        }


def square_code(address: str) -> list[str]:
    """Draw the QR code of an address as rows of "0" and "1".

    The mask is fixed: trying all eight takes four times as long and readers need no help.
    """
    code = segno.make(address, error="m", mask=2, micro=False)
    return ["".join("1" if module else "0" for module in row) for row in code.matrix]
