"""The address at which a holder adds their certificate to their own page at LinkedIn."""

from datetime import date
from urllib.parse import urlencode

PAGE = "https://www.linkedin.com/profile/add"


def address_to_add(
    *,
    title: str,
    organisation: str,
    number: str,
    check: str,
    issued_on: date,
    ends_on: date | None,
) -> str:
    """Fill in that page's form, by its address alone; nothing is sent until the holder saves it."""
    given: dict[str, str | int] = {
        "startTask": "CERTIFICATION_NAME",
        "name": title,
        "organizationName": organisation,
        "issueYear": issued_on.year,
        "issueMonth": issued_on.month,
        "certId": number,
        "certUrl": check,
    }
    if ends_on is not None:
        given |= {"expirationYear": ends_on.year, "expirationMonth": ends_on.month}
    return f"{PAGE}?{urlencode(given)}"
