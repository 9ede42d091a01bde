"""The witness status list: everybody who was asked, and who they are."""

from trainer.core.text import gettext as _
from trainer.documents.paper import Section, Table
from trainer.portfolios.papers.asked import Asked, Said
from trainer.web.statuses import shown
from trainer.witnesses.models import WitnessRequest
from trainer.witnesses.queries import under


def status_list(asked: Asked) -> Said:
    """Say who was asked to say what they saw, how they know the learner, and how far it is."""
    requests = under(asked.registration, asked.reader)
    if not requests:
        return Said((), [Section(words=(_("Nobody has been asked yet."),))])
    heads = (
        _("Witness"),
        _("Role"),
        _("How they know the learner"),
        _("Contact"),
        _("About"),
        _("How far"),
        _("Signed"),
    )
    rows = tuple(_line(asked, one) for one in requests)
    return Said((), [Section(table=Table(heads, (2, 2, 2, 2, None, 1, 1), rows))], wide=True)


def _line(asked: Asked, one: WitnessRequest) -> tuple[str, ...]:
    said = one.item.revisions[0].details if one.item else {}
    role = [said.get("role", ""), _("expert witness") if one.is_expert else ""]
    label = f"{one.item.label} " if one.item else ""
    return (
        said.get("witness", one.witness),
        ", ".join(part for part in role if part),
        said.get("relationship", ""),
        one.contact or one.email,
        f"{label}{one.title}",
        str(shown(one.status).word),
        asked.day(one.given_at),
    )
