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

APPRAISAL = frozenset(
    {
        *("appraisals.appraisal", "appraisals.answer", "appraisals.cite", "appraisals.note"),
        *("appraisals.answer_appeal", "appraisals.appeal", "appraisals.name_hearer"),
        *("appraisals.arrange", "appraisals.calibration_page", "appraisals.end"),
        *("appraisals.go_on", "appraisals.hand_over", "appraisals.met", "appraisals.review"),
        "appraisals.paper",
        *("appraisals.sign", "appraisals.take_appeal_further", "appraisals.take_back"),
        "appraisals.withdraw_appeal",
    }
)
"""Pages of one appraisal."""

ROUNDS = APPRAISAL | {
    *("appraisals.calibrations", "appraisals.change", "appraisals.change_template"),
    *("appraisals.close", "appraisals.cycle", "appraisals.plan", "appraisals.ratings"),
    "appraisals.recalibrate",
    *("appraisals.template", "appraisals.templates"),
}
"""Pages reached from the list of rounds of appraisals."""

CAREER = frozenset({"careers.aim"})
"""Pages reached from one's own career."""

CAREER_MAP = frozenset(
    {
        *("careers.change_map", "careers.draft"),
        *(f"careers.{act}_{part}" for act in ("add", "change") for part in ("role", "move")),
        *("careers.add_requirement", "careers.change_requirement"),
    }
)
"""Pages on which HR changes the career map."""

CAREER_OF_OTHERS = frozenset({"careers.person", "careers.confirm", "careers.take_back"})
"""Pages about the next role of somebody of one's line."""

REQUIRED = frozenset(
    {
        *("training.exempt", "training.person", "training.record", "training.take_back"),
        *("skills.story", "skills.coverage", "skills.set_target", "skills.change_target"),
    }
)
"""Pages about the skills of one person, and whether enough hold one, reached from the matrix."""

NEEDS = frozenset({"needs.close", "needs.note", "needs.shown"})
"""Pages about what people need to learn, reached from the list of needs."""

CURRENCY = frozenset({"currency.rota_page", "currency.unit", "currency.units"})
"""Pages of how long units stay current, reached from the list of those to renew."""

BEHAVIOURS = frozenset(
    {
        *("behaviours.behaviour", "behaviours.change", "behaviours.change_set"),
        *("behaviours.make_set", "behaviours.write"),
    }
)
"""Pages of behaviours and their sets, reached from the list of them."""

FIGURES = frozenset(
    {
        *("figures.add_measure", "figures.change_measure", "figures.look_through"),
        *("figures.history", "figures.person", "figures.upload"),
    }
)
"""Pages of what is measured and of bringing figures in, reached from the list of measures."""

FEEDBACK = frozenset(
    {
        *("feedback.arrange", "feedback.cancel", "feedback.result", "feedback.shown"),
        *("feedback.paper", "feedback.strike", "feedback.whom"),
    }
)
"""Pages of rounds of feedback, reached from one's own or from those one looks after."""

OBJECTIVES = frozenset(
    {
        *("objectives.change", "objectives.close", "objectives.drop"),
        *("objectives.objective", "objectives.propose"),
    }
)
"""Pages of one objective, reached from the list of somebody's."""

OBJECTIVES_OF_TEAM = OBJECTIVES | {
    *("objectives.cascade", "objectives.person", "objectives.set_for_team"),
}
"""Pages of a team's objectives, reached from the list of its people."""

ONE_TO_ONES = frozenset({"one_to_ones.move", "one_to_ones.plan", "one_to_ones.talk"})
"""Pages of a talk of two, reached from the list of one's own."""

COACHING = frozenset({"coaching.change", "coaching.note", "coaching.person", "coaching.write"})
"""Pages of coaching notes, reached from the list of one's team."""

DEVELOPMENT = frozenset(
    {
        *("development.action", "development.change", "development.drop", "development.end"),
        *("development.how", "development.propose"),
    }
)
"""Pages of one thing in a development plan."""

DEVELOPMENT_OF_TEAM = DEVELOPMENT | {"development.person"}
"""The same for one of a manager's people, with the plan."""

PAIRS = frozenset({"pairs.ask", "pairs.decline", "pairs.end", "pairs.pair", "pairs.stop"})
"""Pages of two colleagues of whom one coaches the other."""

PROMOTIONS = frozenset(
    {
        *("promotions.answer_appeal", "promotions.appeal", "promotions.approve"),
        *("promotions.call", "promotions.check", "promotions.choose_hearer", "promotions.decline"),
        *("equality.monitoring", "equality.rates", "equality.switch_off", "promotions.fairness"),
        *("promotions.fill", "promotions.give_up", "promotions.letter", "promotions.offer"),
        *("promotions.open_own", "promotions.put_forward", "promotions.recommend"),
        *("promotions.review_trial", "promotions.score", "promotions.seat"),
        *("promotions.shown", "promotions.sponsor", "promotions.state", "promotions.withdraw"),
    }
)
"""Pages of promotion cases, reached from the list of them."""

VACANCIES = frozenset(
    {
        *("vacancies.answer", "vacancies.end", "vacancies.open_one", "vacancies.shown"),
        "promotions.for_vacancy",
    }
)
"""Pages of one vacancy, reached from the list of them."""
