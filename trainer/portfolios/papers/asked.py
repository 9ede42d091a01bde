"""What a paper is made of: whose it is, for whom, and what it says beyond its letterhead."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from trainer.accounts.models import User
from trainer.assessments.policies import may_read_words
from trainer.audit.anchors import last_link
from trainer.config import Config
from trainer.core import clock
from trainer.documents.paper import PaperPage, Section, written_day
from trainer.registrations.models import Registration


@dataclass(frozen=True)
class Asked:
    """A paper that is asked for: under which registration, by whom, and about what."""

    registration: Registration
    reader: User
    about_id: int | None
    config: Config

    @property
    def may_read_words(self) -> bool:
        """Whether the reader may read what was written, and not only how far it has got."""
        return bool(may_read_words(self.reader, self.registration))

    def day(self, value: date | datetime | None) -> str:
        """Write a day as papers do."""
        return written_day(value, self.config.zone)

    def page(self, name: str, said: "Said") -> PaperPage:
        """Put the letterhead over what a paper says."""
        registration = self.registration
        return PaperPage(
            organisation=self.config.organisation,
            centre=self.config.centre,
            title=name,
            learner=registration.learner.name,
            about=registration.version.title,
            made_on=clock.today(self.config.zone),
            ledger_link=last_link(),
            facts=tuple(said.facts),
            sections=tuple(said.sections),
            wide=said.wide,
            template=said.template,
        )


@dataclass(frozen=True)
class Said:
    """What is particular to one paper."""

    facts: Iterable[tuple[str, str]]
    sections: Iterable[Section]
    wide: bool = False
    template: str = "paper"
