"""The application: everything that a request meets on its way, put together in one place."""

from __future__ import annotations

from typing import Any

from flask import Flask, g
from govuk_frontend_wtf.main import WTFormsHelpers
from jinja2 import ChoiceLoader, PackageLoader, PrefixLoader
from werkzeug.middleware.proxy_fix import ProxyFix

from scheduler.configuration.settings import Configuration
from scheduler.opening import patient_engine
from web import signed_in
from web.assets import require_assets
from web.clock import Clock, keep_clock, utc_now
from web.compressing import keep_compressing
from web.database import keep_sessions
from web.errors import keep_errors
from web.family import family
from web.guarding import guard
from web.languages import keep_languages
from web.limits import keep_limits
from web.listing import url_with
from web.public import public
from web.request_log import keep_log
from web.row_numbers import RowNumber
from web.security import keep_safe
from web.signed_in import keep_people
from web.slugs import Slug
from web.staff import staff
from web.staff.exchange.undoing import undo_steps
from web.staff.navigation import Tab, pages_for, tabs_for
from web.staff.oidc import keep_provider
from web.static_files import keep_static_files
from web.theme import DEFAULT, theme_of
from web.tutor import tutor
from web.words import keep_words

_PACKAGES = ("govuk_frontend_jinja", "govuk_frontend_wtf")


def create_app(configuration: Configuration, *, proxies: int = 0, clock: Clock = utc_now) -> Flask:
    """The site of this installation.

    The order below is the order in which a request is looked at: numbered first, then counted,
    checked for forgery, and let through by `routes.py`.

    Args:
        configuration: the settings, which were checked already.
        proxies: how many web servers of your own stand in front and tell who asks
            (`X-Forwarded-…`); with 0 nobody's word is taken for it.
        clock: tells the moment.

    Raises:
        MissingAssets: the stylesheet and scripts were not installed.
    """
    require_assets()
    app = Flask(__name__)
    app.config["TEMPLATES_AUTO_RELOAD"] = configuration.debug
    app.extensions["zomerwijzer-configuration"] = configuration
    if proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # as Werkzeug documents
            app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies
        )
    keep_compressing(app)  # after all others have looked at the answer
    keep_static_files(app, changing=configuration.debug)
    keep_clock(app, clock)
    keep_log(app, behind_proxy=bool(proxies))
    keep_sessions(app, patient_engine(configuration))
    keep_limits(app)
    keep_safe(app, configuration)
    keep_languages(app, configuration)
    keep_people(app)
    keep_provider(app, configuration)
    keep_errors(app)
    _keep_templates(app)
    app.url_map.converters["slug"] = Slug
    app.url_map.converters["int"] = RowNumber
    app.register_blueprint(public)
    app.register_blueprint(family)
    app.register_blueprint(staff)
    app.register_blueprint(tutor)
    guard(app)
    return app


def _keep_templates(app: Flask) -> None:
    own = app.jinja_loader
    assert own is not None  # noqa: S101 - our own folder of templates
    packages = {name: PackageLoader(name) for name in _PACKAGES}
    app.jinja_loader = ChoiceLoader([own, PrefixLoader(packages)])
    WTFormsHelpers(app)
    keep_words(app)
    app.jinja_env.globals["url_with"] = url_with
    app.jinja_env.globals["undo_steps"] = undo_steps
    app.context_processor(_for_pages)


def _season_tabs() -> tuple[Tab, ...]:
    place, who = g.get("municipality"), signed_in.person()
    return () if place is None or who is None else tuple(tabs_for(who.roles_at(place.id)))


def _municipality_pages() -> tuple[Tab, ...]:
    place, who = g.get("municipality"), signed_in.person()
    return () if place is None or who is None else tuple(pages_for(who.roles_at(place.id)))


def _for_pages() -> dict[str, Any]:
    place = g.get("municipality")
    return {
        "here": place,
        "logo": g.get("logo") if place else None,
        "season": g.get("season"),
        "season_tabs": _season_tabs,
        "municipality_pages": _municipality_pages,
        "person": signed_in.person(),
        "theme": theme_of(place.accent_colour if place else DEFAULT),
    }
