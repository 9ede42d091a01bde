"""The application, made for one set of settings; and the list of what it is made of."""

from flask import Blueprint, Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from trainer import reactions
from trainer.accounts import security
from trainer.accounts import views as accounts
from trainer.appeals import views as appeals
from trainer.appraisals import views as appraisals
from trainer.assessments import views as assessments
from trainer.assessors import views as assessors
from trainer.audit.record import chain_on_commit
from trainer.batches import views as batches
from trainer.behaviours import views as behaviours
from trainer.bodies import views as bodies
from trainer.budgets import views as budgets
from trainer.careers import views as careers
from trainer.catalogue import views as catalogue
from trainer.catalogue.exchange.serving import views as case
from trainer.certificates import views as certificates
from trainer.claims import views as claims
from trainer.coaching import views as coaching
from trainer.cohorts import views as cohorts
from trainer.config import Config
from trainer.core import sqlite
from trainer.core.afterwards import act_on_commit
from trainer.courses import views as courses
from trainer.cover import views as cover
from trainer.cpd import views as cpd
from trainer.currency import views as currency
from trainer.development import views as development
from trainer.elearning import views as elearning
from trainer.equality import views as equality
from trainer.extensions import babel, compress, csrf, db, mail
from trainer.factors import views as factors
from trainer.feedback import views as feedback
from trainer.feeds import views as feeds
from trainer.figures import views as figures
from trainer.files import views as files
from trainer.health import measures
from trainer.health import views as health
from trainer.home import outgoing, shell
from trainer.home import views as home
from trainer.letterhead import views as letterhead
from trainer.logs import views as logs
from trainer.malpractice import views as malpractice
from trainer.needs import views as needs
from trainer.notifications import views as notifications
from trainer.notifications.queue import Queue, send_on_commit
from trainer.objectives import views as objectives
from trainer.offline import views as offline
from trainer.packs import views as packs
from trainer.pairs import views as pairs
from trainer.past import views as past
from trainer.people import views as people
from trainer.planning import views as planning
from trainer.points import views as points
from trainer.portfolios import views as portfolios
from trainer.privacy import views as privacy
from trainer.privacy.erasure import views as erasure
from trainer.privacy.retention import views as retention
from trainer.promotions import views as promotions
from trainer.quality import views as quality
from trainer.quality.comparing import views as comparing
from trainer.register import views as register
from trainer.registrations import views as registrations
from trainer.reviews import views as reviews
from trainer.sampling import views as sampling
from trainer.signing import views as signing
from trainer.signing.reading import FileReader
from trainer.skills import views as skills
from trainer.standardisation import views as standardisation
from trainer.storage.place import store_of
from trainer.stories import views as stories
from trainer.teams import views as teams
from trainer.training import views as training
from trainer.transcripts import views as transcripts
from trainer.transitions import views as transitions
from trainer.updates import views as updates
from trainer.vacancies import views as vacancies
from trainer.versions import views as versions
from trainer.viewing import views as viewing
from trainer.visits import views as visits
from trainer.web import (
    access,
    assets,
    bounds,
    errors,
    filters,
    headers,
    journal,
    parts,
    remembered,
    words,
)
from trainer.web.transactions import TransactionalFlask
from trainer.witnesses import views as witnesses

BLUEPRINTS: list[Blueprint] = [
    home.bp,
    accounts.bp,
    factors.bp,
    people.bp,
    points.bp,
    catalogue.bp,
    bodies.bp,
    updates.bp,
    behaviours.bp,
    feedback.bp,
    figures.bp,
    objectives.bp,
    objectives.talks_bp,
    coaching.bp,
    pairs.bp,
    courses.bp,
    past.bp,
    elearning.bp,
    elearning.receiving_bp,
    training.bp,
    currency.bp,
    skills.bp,
    needs.bp,
    development.bp,
    teams.bp,
    budgets.bp,
    careers.bp,
    promotions.bp,
    equality.bp,
    vacancies.bp,
    appraisals.bp,
    versions.bp,
    transitions.bp,
    case.bp,
    assessors.bp,
    register.bp,
    registrations.bp,
    cohorts.bp,
    logs.bp,
    feeds.bp,
    viewing.bp,
    assessments.bp,
    planning.bp,
    witnesses.bp,
    sampling.bp,
    quality.bp,
    comparing.bp,
    appeals.bp,
    malpractice.bp,
    cover.bp,
    stories.bp,
    standardisation.bp,
    cpd.bp,
    portfolios.bp,
    packs.bp,
    privacy.bp,
    letterhead.bp,
    certificates.bp,
    batches.bp,
    signing.bp,
    transcripts.bp,
    claims.bp,
    reviews.bp,
    files.bp,
    erasure.bp,
    retention.bp,
    visits.bp,
    notifications.bp,
    outgoing.bp,
    offline.bp,
    health.bp,
]


def create_app(config: Config) -> Flask:
    """Make the application for these settings. It does not touch the database."""
    app = TransactionalFlask("trainer")
    app.config.from_mapping(_flask_settings(config))
    app.extensions["trainer"] = config
    app.extensions["store"] = store_of(config)
    app.extensions["file_reader"] = FileReader()
    if config.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=config.proxies, x_proto=config.proxies)  # type: ignore[method-assign]
    journal.number_requests(app)  # First, so that what a library refuses has its number too.
    bounds.register(app)
    _bind_libraries(app, config)
    reactions.connect()
    measures.count_requests(app)
    access.guard(app)
    factors.guard(app)
    errors.register(app)
    headers.set_on(app, https=config.is_https)
    assets.register(app)
    filters.register(app)
    remembered.register(app)
    parts.register(app)
    shell.register(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    return app


def _flask_settings(config: Config) -> dict[str, object]:
    engine = (
        {"module": sqlite.library()}
        if config.database.startswith("sqlite")
        else {"pool_pre_ping": True}  # After PostgreSQL was restarted no connection kept is used.
    )
    return {
        "SECRET_KEY": config.secret_key,
        "SQLALCHEMY_DATABASE_URI": config.database,
        "SQLALCHEMY_ENGINE_OPTIONS": engine,
        "MAX_CONTENT_LENGTH": (config.upload_limit_mb + 2) * 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 2 * 1024 * 1024,
        "SESSION_COOKIE_NAME": "__Host-trainer" if config.is_https else "trainer",
        "SESSION_COOKIE_SECURE": config.is_https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SEND_FILE_MAX_AGE_DEFAULT": 31536000,
        "WTF_CSRF_TIME_LIMIT": 24 * 3600,
        "BABEL_DEFAULT_TIMEZONE": config.zone,
        "BABEL_DEFAULT_LOCALE": "en_GB",
        "COMPRESS_ALGORITHM": ["br", "gzip"],
        "COMPRESS_BR_LEVEL": 4,
        "COMPRESS_LEVEL": 5,
        "MAIL_SERVER": config.smtp_host or "localhost",
        "MAIL_PORT": config.smtp_port,
        "MAIL_USERNAME": config.smtp_user or None,
        "MAIL_PASSWORD": config.smtp_password or None,
        "MAIL_USE_TLS": config.smtp_tls,
        "MAIL_DEFAULT_SENDER": config.mail_from,
        "MAIL_TIMEOUT": 20,
        "THROTTLE": True,
    }


def _bind_libraries(app: Flask, config: Config) -> None:
    db.init_app(app)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            sqlite.prepare(db.engine)
    chain_on_commit(db.session)
    app.extensions["jobs"] = Queue(config)
    send_on_commit(db.session)
    act_on_commit(db.session)
    babel.init_app(app)
    words.register(app)
    csrf.init_app(app)
    compress.init_app(app)
    mail.init_app(app)
    security.set_up(app, config)
