"""The sites and teams a file of people names: those there are, and those it would add."""

from collections.abc import Callable
from dataclasses import dataclass, field

from trainer.core.text import gettext as _
from trainer.people.importing.reading import Row
from trainer.people.importing.roster import Job, Roster

Note = Callable[[Row, str, str], None]


def no_site() -> str:
    """Say that a site is needed."""
    return _("this cell is needed, because no site is known yet.")


def no_job() -> str:
    """Say that a job title is needed."""
    return _("this cell is needed, because no job is known yet.")


@dataclass
class Places:
    """Sites by code and teams by site and name, whatever the case they are typed in."""

    codes: dict[str, str]
    teams: dict[tuple[str, str], str]
    added_sites: dict[str, str] = field(default_factory=dict)
    added_teams: dict[tuple[str, str], str] = field(default_factory=dict)

    @classmethod
    def of(cls, roster: Roster) -> "Places":
        """Begin with the places there are."""
        return cls(
            codes={code.casefold(): code for code in roster.sites},
            teams={(code, name.casefold()): name for code, name in roster.teams},
        )

    @property
    def new_sites(self) -> tuple[tuple[str, str], ...]:
        """The sites to be added, by code and name."""
        return tuple(self.added_sites.items())

    @property
    def new_teams(self) -> tuple[tuple[str, str], ...]:
        """The teams to be added, by the code of their site and their name."""
        return tuple((code, name) for (code, _folded), name in self.added_teams.items())

    def job_of(self, row: Row, before: Job | None, note: Note) -> Job | None:
        """Work out the job a row gives somebody; what it leaves empty stays as it was."""
        named = row.site or row.team or row.job_title or row.manager or row.hours or row.contract
        site = self._site_of(row, note) if row.site else before.site if before else ""
        job_title = row.job_title or (before.job_title if before else "")
        if not site or not job_title:
            if named and not row.site and not site:
                note(row, "site", no_site())
            elif named and site and not job_title:
                note(row, "job_title", no_job())
            return None
        stays = before is not None and before.site == site
        kept_team = before.team if before is not None and stays else ""
        team = self._team_of(site, row.team) if row.team else kept_team
        manager = row.manager or (before.manager if before else "")
        return Job(
            site=site,
            team=team,
            job_title=job_title,
            manager=manager,
            hours=row.hours or (before.hours if before else ""),
            contract=row.contract or (before.contract if before else ""),
        )

    def _site_of(self, row: Row, note: Note) -> str:
        folded = row.site.casefold()
        code = self.codes.get(folded)
        if code is None and not row.site_name:
            words = _(
                "there is no site with the code %(code)s. Give its name in site_name to add it.",
                code=row.site,
            )
            note(row, "site", words)
            return ""
        if code is None:
            code = self.codes[folded] = row.site
            self.added_sites[code] = row.site_name
        elif row.site_name and self.added_sites.get(code, row.site_name) != row.site_name:
            words = _(
                "the new site %(code)s is called %(name)s further up.",
                code=code,
                name=self.added_sites[code],
            )
            note(row, "site_name", words)
        return code

    def _team_of(self, site: str, name: str) -> str:
        key = (site, name.casefold())
        if key not in self.teams:
            self.teams[key] = self.added_teams[key] = name
        return self.teams[key]
