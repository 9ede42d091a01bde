"""Come here for letters on the organisation's letterhead."""

from dataclasses import dataclass
from datetime import date

from trainer.documents.look import HOUSE, Look
from trainer.documents.request import RenderRequest

MOST_SIGNING = 2


@dataclass(frozen=True, kw_only=True)
class LetterPage:
    """What a letter says to somebody, from its subject to its closing words.

    `code` stands on a line of its own: broken over two, it is read wrongly.
    """

    organisation: str
    centre: str
    learner: str
    day: date
    subject: str
    paragraphs: tuple[str, ...]
    code: str
    closing: str
    language: str = "en-GB"

    def request(self, look: Look = HOUSE) -> RenderRequest:
        """Ask for this letter as a PDF, on a letterhead; those who sign for it sign."""
        shown = look.shown
        return RenderRequest(
            template="letter",
            data={
                "organisation": self.organisation,
                "centre": self.centre,
                "learner": self.learner,
                "day": self.day.isoformat(),
                "subject": self.subject,
                "paragraphs": list(self.paragraphs),
                "code": self.code,
                "closing": self.closing,
                "language": self.language,
                "look": shown | {"signatories": shown["signatories"][:MOST_SIGNING]},
            },
            look=look.engraved,
            pictures=look.pictures,
        )
