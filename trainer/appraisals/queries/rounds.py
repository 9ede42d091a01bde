"""What a round may be made of, and whom it is for, in words."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from trainer.appraisals.models import AppraisalTemplate, AppraisalTemplateVersion, Cycle
from trainer.extensions import db
from trainer.people.models import Site, Team


def one(cycle_id: int) -> sa.Select[Cycle]:
    """Select a round with its form."""
    return (
        sa.select(Cycle)
        .where(Cycle.id == cycle_id)
        .options(joinedload(Cycle.template_version), joinedload(Cycle.planned_by))
    )


def templates() -> Sequence[AppraisalTemplateVersion]:
    """List every form as it is now, by name."""
    return db.session.scalars(
        sa.select(AppraisalTemplateVersion)
        .join(AppraisalTemplateVersion.template)
        .where(AppraisalTemplateVersion.number == AppraisalTemplate.latest)
        .options(joinedload(AppraisalTemplateVersion.template))
        .order_by(AppraisalTemplateVersion.name)
    ).all()


def template(template_id: int) -> sa.Select[AppraisalTemplate]:
    """Select a form with all its versions."""
    return (
        sa.select(AppraisalTemplate)
        .where(AppraisalTemplate.id == template_id)
        .options(selectinload(AppraisalTemplate.versions))
    )


def offered() -> tuple[
    Sequence[AppraisalTemplateVersion], list[tuple[int, str]], list[tuple[int, str]]
]:
    """List the forms, sites and teams a round may be planned with."""
    sites = db.session.execute(sa.select(Site.id, Site.name).order_by(Site.name))
    teams = db.session.execute(
        sa.select(Team.id, Site.name, Team.name).join(Team.site).order_by(Site.name, Team.name)
    )
    return (
        templates(),
        [(id_, name) for id_, name in sites],
        [(id_, f"{site}, {name}") for id_, site, name in teams],
    )


def population_of(cycle: Cycle) -> dict[str, list[str]]:
    """Say whom a round is for, in the names of sites, teams and jobs; empty where it is everybody."""
    told = cycle.population
    _forms, sites, teams = offered()
    return {
        "sites": [name for id_, name in sites if id_ in told.get("sites", [])],
        "teams": [name for id_, name in teams if id_ in told.get("teams", [])],
        "job_titles": told.get("job_titles", []),
        "joined": [one for key in ("joined_from", "joined_before") if (one := told.get(key))],
    }
