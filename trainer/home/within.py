"""Pages that are reached from others and stand in no navigation themselves, by what leads to them."""

PROGRESS = frozenset(
    {
        *("assessments.qualification", "assessments.unit", "assessments.sign", "stories.unit"),
        "registrations.credit",
        *("portfolios.index", "portfolios.matrix", "portfolios.paper", "portfolios.papers"),
        *("packs.order", "packs.shown"),
    }
)
"""Pages reached from one's own qualifications, from those of one's learners, and of one's team."""

PLANS = frozenset(
    {
        "planning.under",
        "planning.propose",
        "planning.plan",
        "planning.change",
        "planning.ask_for_change",
        "planning.carry_out",
        "planning.cancel",
    }
)
"""Pages of assessment plans, reached from a qualification."""

WITNESSES = frozenset({"witnesses.ask", "witnesses.listed", "witnesses.shown"})
"""Pages of the witnesses of a registration, reached from a qualification."""

HAND_OVERS = frozenset({"registrations.hand_over", "registrations.hand_overs"})
"""Pages on which an assessor passes on what the next one should know."""

APPEALS = frozenset(
    {
        "appeals.appeal",
        "appeals.answer",
        "appeals.choose_hearer",
        "appeals.shown",
        "appeals.take_further",
    }
)
MALPRACTICE = frozenset(
    {
        "malpractice.ask_investigator",
        "malpractice.decide",
        "malpractice.report",
        "malpractice.set_aside",
        "malpractice.shown",
    }
)

POINTS = frozenset(
    {"points.answer", "points.close", "points.raise_about", "points.reopen", "points.shown"}
)
"""Pages of one action point, reached from the list of them."""

EXERCISES = frozenset(
    {
        *("standardisation.agree", "standardisation.change_day", "standardisation.find"),
        *("standardisation.hand_in", "standardisation.invite", "standardisation.judge"),
        *("standardisation.make", "standardisation.meeting", "standardisation.pick"),
        *("standardisation.record", "standardisation.results", "standardisation.shown"),
    }
)
"""Pages of one standardisation exercise, reached from the list of them."""

LOOKS = frozenset({"quality.look"})
"""Pages of what a quality assurer made of a unit."""

BY_OTHER_HANDS = frozenset(
    {
        *("logs.begin_about", "logs.entry", "logs.fill", "logs.find", "logs.kinds_about"),
        *("logs.offer", "logs.revision", "logs.sign", "logs.version", "logs.versions"),
    }
)
"""Pages of evidence that assessors write about learners, or put their names under."""

COURSES = frozenset(
    {
        *("courses.course", "courses.mine", "courses.session", "courses.book_for"),
        *("courses.refuse", "courses.register", "courses.show_code", "courses.here"),
        *("courses.evaluate", "courses.answers"),
    }
)
"""Pages of courses and of places in them, reached from the list of courses or of one's team."""

ARRANGING = frozenset(
    {
        *("courses.call_off", "courses.change", "courses.describe", "courses.offer"),
        *("courses.plan", "courses.put_right", "courses.report", "courses.sessions"),
    }
)
"""Pages on which courses are described and planned, reached from the list of all of them."""

FEEDS = frozenset({"feeds.look_through"})
"""Pages of work products brought in from other systems."""
OF_CLAIMS = frozenset(
    {
        *("claims.direct_status", "claims.direct_statuses", "claims.grant", "claims.remove"),
        *("claims.review", "claims.listed", "claims.new", "claims.batch", "claims.record_award"),
        *("claims.record_rejection", "claims.take_back"),
    }
)
"""Pages of claims, of what is answered to them, and of direct claim status."""

VISITS = frozenset(
    {
        "visits.arrange",
        "visits.change",
        "visits.choose",
        "visits.end",
        "visits.opened",
        "visits.pack",
        "visits.report",
        "visits.shown",
        "visits.take_up",
    }
)
"""Pages of a visit of an external quality assurer, reached from the list of visits."""

REQUIRED = frozenset(
    {"training.exempt", "training.person", "training.record", "training.take_back"}
)
"""Pages about the required skills of one person, reached from lists of those who lack some."""
