"""What stands around every signed-in page: hats, navigation, the person, the bell."""

from dataclasses import dataclass

from flask import Flask, current_app, g, request, url_for
from flask_login import current_user

from trainer.accounts.models import User
from trainer.config import Config
from trainer.home.hats import HATS, Hat, HatPage


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
    worn = [hat for hat in HATS if _may_wear(person, hat)]
    here = _hat_of_this_page(worn)
    drawn = [_drawn(hat, person, current=hat is here) for hat in worn]
    current = next(hat for hat in drawn if hat.current)
    return Shell(
        organisation=config.organisation,
        theme=person.theme,
        person=person,
        hats=drawn,
        hat=current,
        tabs=[
            page for page, told in zip(current.pages, _pages(here, person), strict=True) if told.tab
        ],
        bell_count=g.get("unread", 0),
        account_url=url_for("accounts.account"),
        sign_out_url=url_for("security.logout"),
        help_url=url_for("accounts.account"),
        bell_url=url_for("notifications.bell"),
        more_url=url_for("accounts.account"),
    )


def _may_wear(person: User, hat: Hat) -> bool:
    return not hat.roles or any(person.holds(role) for role in hat.roles)


def _hat_of_this_page(worn: list[Hat]) -> Hat:
    """Find the hat whose navigation names this page, or else a page of the same part."""
    for is_near in (_is_here, _is_same_part):
        for hat in reversed(worn):
            if any(is_near(page) for page in hat.pages):
                return hat
    return worn[0]


def _is_here(page: HatPage) -> bool:
    return page.endpoint == request.endpoint


def _is_same_part(page: HatPage) -> bool:
    return page.endpoint.split(".")[0] == request.blueprint


def _pages(hat: Hat, person: User) -> list[HatPage]:
    config: Config = current_app.extensions["trainer"]
    return [
        page
        for page in hat.pages
        if (not page.roles or any(person.holds(role) for role in page.roles))
        and (config.demonstration or not page.demonstration)
    ]


def _drawn(hat: Hat, person: User, *, current: bool) -> ShownHat:
    shown = _pages(hat, person)
    here = next((page for page in shown if _is_here(page)), None)
    if here is None:
        here = next((page for page in shown if _is_same_part(page)), None)
    pages = [
        ShownPage(
            name=str(page.name),
            icon=page.icon,
            url=url_for(page.endpoint),
            current=page is here,
            new=page.new,
        )
        for page in shown
    ]
    return ShownHat(key=hat.key, name=str(hat.name), url=pages[0].url, current=current, pages=pages)
