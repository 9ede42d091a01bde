"""Come here for a certificate to try things on: complete, and yours to change in any field."""

from dataclasses import replace
from datetime import date
from typing import Any

from trainer.documents.certificate import AchievedUnit, CertificatePage

UNITS = (
    AchievedUnit("A/506/2130", "Deliver customer service", 2, 5, date(2026, 11, 2)),
    AchievedUnit("F/506/2131", "Understand customers", 2, 2, date(2026, 7, 14)),
    AchievedUnit("J/506/2132", "Principles of customer service", 2, 4, date(2026, 9, 9)),
    AchievedUnit("A/506/1964", "Understand employer organisations", 2, 4, date(2026, 10, 20)),
    AchievedUnit(
        "L/506/1788", "Manage personal performance and development", 2, 4, date(2026, 11, 9)
    ),
    AchievedUnit("D/506/2119", "Communicate verbally with customers", 2, 3, date(2026, 8, 11)),
    AchievedUnit("T/506/2126", "Communicate with customers in writing", 2, 3, date(2026, 9, 28)),
    AchievedUnit("A/506/2158", "Resolve customer service problems", 2, 5, date(2026, 10, 26)),
    AchievedUnit("T/506/2157", "Carry out customer service handovers", 2, 3, date(2026, 10, 5)),
    AchievedUnit(
        "F/506/2159", "Deliver service to challenging customers", 2, 3, date(2026, 10, 26)
    ),
    AchievedUnit("H/506/2154", "Deal with incoming telephone calls", 2, 3, date(2026, 6, 19)),
    AchievedUnit("R/506/2134", "Process information about customers", 2, 3, date(2026, 11, 2)),
    AchievedUnit("Y/506/2135", "Exceed customer expectations", 2, 3, date(2026, 11, 9)),
)

CERTIFICATE = CertificatePage(
    organisation="Brackenhall Home",
    centre="Harbour Street",
    learner="Siân Llŷr Whitfield",
    title="Level 2 Diploma in Customer Service",
    level=2,
    credit=45,
    units=UNITS,
    criteria_met=165,
    achieved_on=date(2026, 11, 9),
    issued_on=date(2026, 11, 16),
    number="BH-2026-0412",
    code="K4TN9-XQ27H-RD3BM-8WPA5-ZC6EFG",
    check_url="https://training.brackenhall.example/v/K4TN9-XQ27H-RD3BM-8WPA5-ZC6EFG",
    assessor="Daniel Osei",
    iqa="Ruth Calder",
    ledger_head="9f2c41d07be85a3316cd04f2aa97e15bd8603c7f4e21b95a0d6fe8837c12b4a5",
)


def make_certificate(**changes: Any) -> CertificatePage:
    """Return a certificate that differs from the usual one only as asked."""
    return replace(CERTIFICATE, **changes)


def make_units(count: int) -> tuple[AchievedUnit, ...]:
    """Return as many units as asked, each with a code and a title of its own."""
    return tuple(
        UNITS[n % len(UNITS)]._replace(code=f"Z/900/{n:04}", title=f"Unit number {n} of many")
        for n in range(count)
    )
