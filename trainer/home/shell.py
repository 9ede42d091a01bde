"""What stands around every signed-in page: hats, navigation, the person, the bell."""

from dataclasses import dataclass

from flask import Flask, current_app, g, request, session, url_for
from flask_login import current_user

from trainer.accounts.models import User
from trainer.config import Config
from trainer.home.around import Around, around
from trainer.home.hats import Hat, HatPage
from trainer.home.navigation import HATS

WORN = "hat"


@dataclass(frozen=True)
class ShownPage:
    """One entry of the navigation as drawn."""

    name: str
    icon: str
    url: str
    current: bool
    new: bool
    count: int | None = None


@dataclass(frozen=True)
class ShownHat:
    """A hat as drawn, with what waits under it."""

    key: str
    name: str
    url: str
    current: bool
    pages: list[ShownPage]
    waiting: int | None = None


@dataclass(frozen=True)
class Shell:
    """Everything around a page."""

    organisation: str
    theme: str
    person: User
    hats: list[ShownHat]
    hat: ShownHat
    tabs: list[ShownPage]
    bell_count: int
    shared_device: bool
    account_url: str
    sign_out_url: str
    help_url: str
    bell_url: str
    more_url: str


def register(app: Flask) -> None:
    """Give every template its shell."""

    @app.context_processor
    def _shell() -> dict[str, object]:
        config: Config = current_app.extensions["trainer"]
        around: dict[str, object] = {"organisation": config.organisation}
        if current_user.is_authenticated:
            around["shell"] = _shell_of(current_user, config)
        return around


def _shell_of(person: User, config: Config) -> Shell:
    beside = around(person)
    worn = [hat for hat in HATS if _may_wear(person, hat, leads=beside.leads)]
    here = _hat_of_this_page(worn)
    drawn = [_drawn(hat, person, config, beside, current=hat is here) for hat in worn]
    current = next(hat for hat in drawn if hat.current)
    return Shell(
        organisation=config.organisation,
        theme=person.theme,
        person=person,
        hats=drawn,
        hat=current,
        tabs=[
            page
            for page, told in zip(current.pages, _pages(here, person, config), strict=True)
            if told.tab
        ],
        bell_count=g.get("unread", 0),
        shared_device=g.get("shared_device", False),
        account_url=url_for("accounts.account"),
        sign_out_url=url_for("security.logout"),
        help_url=url_for("home.help", hat=here.key),
        bell_url=url_for("notifications.bell"),
        more_url=url_for("home.more"),
    )


def _may_wear(person: User, hat: Hat, *, leads: bool) -> bool:
    if hat.for_leaders:
        return leads
    return not hat.roles or any(person.holds(role) for role in hat.roles)


def _hat_of_this_page(worn: list[Hat]) -> Hat:
    """Find the hat this page belongs to; where several have it, or none, the one worn last."""
    theirs = [hat for hat in worn if any(page.leads_to(request.endpoint) for page in hat.pages)]
    last = [hat for hat in theirs or worn if hat.key == session.get(WORN)]
    here = (last or theirs or worn)[0]
    if session.get(WORN) != here.key:
        session[WORN] = str(here.key)
    return here


def _pages(hat: Hat, person: User, config: Config) -> list[HatPage]:
    return [
        page
        for page in hat.pages
        if (not page.roles or any(person.holds(role) for role in page.roles))
        and (config.demonstration or not page.demonstration)
    ]


def _drawn(hat: Hat, person: User, config: Config, beside: Around, *, current: bool) -> ShownHat:
    pages = [
        ShownPage(
            name=str(page.name),
            icon=page.icon,
            url=url_for(page.endpoint),
            current=page.leads_to(request.endpoint),
            new=page.new,
            count=getattr(beside, page.counts) if page.counts else None,
        )
        for page in _pages(hat, person, config)
    ]
    return ShownHat(
        key=hat.key,
        name=str(hat.name),
        url=pages[0].url,
        current=current,
        pages=pages,
        waiting=sum(page.count or 0 for page in pages) or None,
    )
