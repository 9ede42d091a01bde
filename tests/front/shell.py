"""A made-up person, hat and list, as the templates expect them."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class State:
    """What a status row gives a template."""

    tone: str
    icon: str
    word: str


@dataclass(frozen=True)
class Page:
    """A page of a hat."""

    name: str
    icon: str
    url: str = "/home"
    current: bool = False
    count: int | None = None
    new: bool = False


@dataclass(frozen=True)
class Hat:
    """A hat and its pages."""

    key: str
    name: str
    icon: str = "home"
    pages: list[Page] = field(default_factory=list)
    url: str = "/home"
    current: bool = False
    waiting: int = 0


@dataclass(frozen=True)
class Person:
    """Someone with initials."""

    name: str
    initials: str
    device_code: str = "7"


@dataclass(frozen=True)
class Moment:
    """An entry of a timeline."""

    tone: str
    what: str
    meta: str


@dataclass(frozen=True)
class Stage:
    """A stage of a stepper."""

    state: str
    word: str
    meta: str


@dataclass(frozen=True)
class Slice:
    """A page of a list, with the attributes of Flask-SQLAlchemy's Pagination."""

    page: int
    pages: int
    first: int
    last: int
    total: int

    @property
    def has_prev(self) -> bool:
        return self.page > 1

    @property
    def prev_num(self) -> int:
        return self.page - 1

    @property
    def has_next(self) -> bool:
        return self.page < self.pages

    @property
    def next_num(self) -> int:
        return self.page + 1


@dataclass(frozen=True)
class Shell:
    """Everything `base.html` wants to know."""

    hat: Hat
    hats: list[Hat]
    tabs: list[Page]
    theme: str = ""
    organisation: str = "Brackenhall Home"
    person: Person = Person("Nia Bowen", "NB")
    more_url: str = "/more"
    account_url: str = "/account"
    sign_out_url: str = "/sign-out"
    help_url: str = "/help"
    bell_url: str = "/notifications"
    bell_count: int = 3
    shared_device: bool = False


PAGES = [
    Page("Home", "home", current=True),
    Page("Log", "log"),
    Page("Qualifications", "qual", count=1),
    Page("Training", "train"),
    Page("Appraisal", "appraise"),
    Page("Career", "career"),
    Page("Certificates", "cert", count=4),
]
ME = Hat("me", "Me", pages=PAGES)
ASSESS = Hat(
    "assess",
    "Assess",
    pages=[Page("Queue", "queue", count=7), Page("Review", "review", current=True)],
    current=True,
    waiting=7,
)


def staff(theme: str = "") -> Shell:
    """Return the shell of someone who wears one hat."""
    tabs = [PAGES[0], PAGES[2], Page("New entry", "plus", new=True)]
    return Shell(hat=ME, hats=[ME], tabs=tabs, theme=theme)


def assessor(theme: str = "") -> Shell:
    """Return the shell of someone who wears two."""
    return Shell(hat=ASSESS, hats=[ME, ASSESS], tabs=ASSESS.pages, theme=theme)
