"""Signing in by a provider (OpenID Connect), such as the one of a city or of the government.

The one-time code of an account guards its password; who signs in by a provider meets the
provider's own checks instead.
"""

from __future__ import annotations

from typing import Any, Final

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.flask_client import OAuth
from flask import Flask, abort, current_app, redirect, render_template, session, url_for
from joserfc.errors import JoseError
from requests import RequestException
from werkzeug.wrappers import Response

from scheduler.configuration.settings import Configuration
from scheduler.journal import journal
from web import limits, signed_in
from web.clock import now
from web.database import reading, writing
from web.errors import error_page
from web.forms import Form
from web.signing.provided import Told, account_of, account_to_link, link_account, told_by
from web.staff.welcome import welcome

_NAME: Final = "staff"
_KEY: Final = "zomerwijzer-provider"
_PATIENCE_SECONDS: Final = 10
_FAULTS: Final = (AuthlibBaseError, JoseError, RequestException, ValueError, KeyError)
_log = journal(__name__)


def keep_provider(app: Flask, configuration: Configuration) -> None:
    """Know the provider of the settings. It is asked nothing before somebody signs in."""
    app.extensions[_KEY] = None
    oidc = configuration.oidc
    if oidc.issuer is None or oidc.client_id is None or oidc.client_secret is None:
        return
    known = OAuth(app)
    known.register(  # type: ignore[no-untyped-call]  # the stubs leave it open
        _NAME,
        client_id=oidc.client_id,
        client_secret=oidc.client_secret.get_secret_value(),
        server_metadata_url=f"{oidc.issuer}/.well-known/openid-configuration",
        client_kwargs={
            "scope": "openid email profile",
            "code_challenge_method": "S256",
            "default_timeout": _PATIENCE_SECONDS,
        },
    )
    app.extensions[_KEY] = known


def provider_is_on(app: Flask) -> bool:
    """Whether staff can sign in this way."""
    return app.extensions[_KEY] is not None


def oidc_start() -> Response | tuple[str, int]:
    """Send the browser to the provider."""
    provider = _provider()
    limits.count(limits.SIGNING_IN, "sign in")
    try:
        answer = provider.authorize_redirect(_back_address())
    except _FAULTS as fault:
        return _failed("provider_unreachable", fault)
    assert isinstance(answer, Response)  # noqa: S101 - what the package makes
    return answer


def oidc_back() -> str | Response | tuple[str, int]:
    """Take the provider's word: signed by it, for us, for this browser, and only now."""
    provider = _provider()
    limits.count(limits.SIGNING_IN, "sign in")
    try:
        token = provider.authorize_access_token()
        claims = dict(token["userinfo"])
    except _FAULTS as fault:
        return _failed("provider_refused", fault)
    told = told_by(_issuer(), claims)
    if told is None:
        return _failed("provider_names_nobody", None)
    account = account_of(reading(), told)
    if account is not None:
        signed_in.enter(account.id)
        return welcome()
    if account_to_link(reading(), told) is None:
        return render_template("staff/nobody_here.html"), 403
    wanted = session.get("next")
    session.clear()
    session["provided"] = list(told)
    if wanted is not None:
        session["next"] = wanted
    return redirect(url_for("staff.oidc_link"))


def oidc_link() -> str | Response | tuple[str, int]:
    """Link the provider's person to the account with the same address, the first time."""
    kept = session.get("provided")
    if not provider_is_on(current_app) or kept is None:
        return redirect(url_for("staff.sign_in"))
    told = Told(*kept)
    form = Form()
    if not form.validate_on_submit():
        return render_template("staff/oidc_link.html", form=form, email=told.email)
    linked = link_account(writing(), told=told, now=now())
    session.pop("provided")
    if linked is None:
        return render_template("staff/nobody_here.html"), 403
    signed_in.enter(linked)
    return welcome()


def _provider() -> Any:
    known = current_app.extensions[_KEY]
    if known is None:
        abort(404)
    return known.create_client(_NAME)


def _back_address() -> str:
    """Where the provider sends the browser: below the address that the settings give."""
    configuration: Configuration = current_app.extensions["zomerwijzer-configuration"]
    return f"{configuration.base_url}{url_for('staff.oidc_back')}"


def _issuer() -> str:
    configuration: Configuration = current_app.extensions["zomerwijzer-configuration"]
    return str(configuration.oidc.issuer)


def _failed(event: str, fault: Exception | None) -> tuple[str, int]:
    _log.warning(event, kind=type(fault).__name__)
    return error_page(502)
