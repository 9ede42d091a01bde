"""Ask a time-stamp service (RFC 3161) when something was signed: the one address we ever call."""

import asyncio
import base64
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import unquote, urlsplit

from asn1crypto import cms, tsp
from pyhanko.sign.timestamps import TimeStamper

SECONDS = 15
LARGEST = 64 * 1024
OK = 200
QUERY, REPLY = "application/timestamp-query", "application/timestamp-reply"


class NoTimeStamp(Exception):
    """The time-stamp service gave no time; the document may be signed again later."""


class TimeStampService(TimeStamper):
    """A service at one address; redirects are not followed, and no proxy is asked."""

    def __init__(self, address: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # The library leaves it out.
        self._address = urlsplit(address)

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        """Get a stamp, and make sure that it is for what was asked."""
        try:
            stamp = await super().async_timestamp(message_digest, md_algorithm)
            said = stamp["content"]["encap_content_info"]["content"].parsed
            imprint = said["message_imprint"]["hashed_message"].native
        except (OSError, HTTPException, ValueError, TypeError, KeyError, AttributeError) as trouble:
            raise NoTimeStamp(f"{self._address.hostname}: {trouble}") from trouble
        if imprint != message_digest:
            raise NoTimeStamp(f"{self._address.hostname} stamped something else.")
        return stamp

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """Send a request, away from the loop that waits for it."""
        return tsp.TimeStampResp.load(await asyncio.to_thread(self._post, req.dump()))

    def _post(self, body: bytes) -> bytes:
        there = self._address
        kind = HTTPSConnection if there.scheme == "https" else HTTPConnection
        connection = kind(there.hostname or "", there.port, timeout=SECONDS)
        try:
            path = f"{there.path or '/'}{'?' + there.query if there.query else ''}"
            connection.request("POST", path, body, {"Content-Type": QUERY} | self._password())
            answer = connection.getresponse()
            content = answer.read(LARGEST + 1)
        finally:
            connection.close()
        if answer.status != OK or answer.headers.get_content_type() != REPLY:
            raise ValueError(f"answered {answer.status}, {answer.headers.get_content_type()}")
        if len(content) > LARGEST:
            raise ValueError("answered with more than a time stamp")
        return content

    def _password(self) -> dict[str, str]:
        if self._address.username is None:
            return {}
        pair = f"{unquote(self._address.username)}:{unquote(self._address.password or '')}"
        return {"Authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"}
