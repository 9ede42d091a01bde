"""Sites and teams: the list, adding, naming."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.extensions import db
from trainer.people import actions, policies, queries
from trainer.people.forms import NameForm, SiteForm
from trainer.people.models import Site, Team
from trainer.people.views.blueprint import bp
from trainer.web.access import actor, hidden_unless
from trainer.web.responses import done, page


@bp.get("/sites")
def sites() -> ResponseReturnValue:
    """List the places where people work, with their teams."""
    hidden_unless(policies.may_administer(actor()))
    return render_template(
        "people/sites.html",
        page=db.paginate(queries.sites(), per_page=50),
        heads=dict(db.session.execute(queries.heads_by_site()).all()),
        may_keep=policies.may_keep_records(actor()),
    )


@bp.route("/sites/add", methods=["GET", "POST"])
def add_site() -> ResponseReturnValue:
    """Add a place where people work."""
    hidden_unless(policies.may_keep_records(actor()))
    form = SiteForm.for_request()
    if form.submitted():
        with form.refusals():
            site = actions.add_site(actor=actor(), **form.data)
            return done(_("%(name)s is added.", name=site.name), "people.sites")
    return page("people/name.html", form, heading=_("Add a site"), word=_("Add this site"))


@bp.route("/sites/<int:site_id>/rename", methods=["GET", "POST"])
def rename_site(site_id: int) -> ResponseReturnValue:
    """Call a site something else."""
    site = _site(site_id)
    form = NameForm.for_request(name=site.name)
    if form.submitted():
        actions.rename_site(site, actor=actor(), **form.data)
        return done(_("It is called %(name)s now.", name=site.name), "people.sites")
    return page("people/name.html", form, heading=_("Rename the site"), word=_("Keep this name"))


@bp.route("/sites/<int:site_id>/add-team", methods=["GET", "POST"])
def add_team(site_id: int) -> ResponseReturnValue:
    """Add a team at a site."""
    site = _site(site_id)
    form = NameForm.for_request()
    if form.submitted():
        with form.refusals():
            team = actions.add_team(site, actor=actor(), **form.data)
            return done(_("%(name)s is added.", name=team.name), "people.sites")
    heading = _("Add a team at %(site)s", site=site.name)
    return page("people/name.html", form, heading=heading, word=_("Add this team"))


@bp.route("/teams/<int:team_id>/rename", methods=["GET", "POST"])
def rename_team(team_id: int) -> ResponseReturnValue:
    """Call a team something else."""
    hidden_unless(policies.may_keep_records(actor()))
    team = db.get_or_404(Team, team_id)
    form = NameForm.for_request(name=team.name)
    if form.submitted():
        with form.refusals():
            actions.rename_team(team, actor=actor(), **form.data)
            return done(_("It is called %(name)s now.", name=team.name), "people.sites")
    return page("people/name.html", form, heading=_("Rename the team"), word=_("Keep this name"))


def _site(site_id: int) -> Site:
    hidden_unless(policies.may_keep_records(actor()))
    return db.get_or_404(Site, site_id)
