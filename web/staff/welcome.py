"""Where somebody goes who just signed in."""

from __future__ import annotations

from flask import redirect, session, url_for
from werkzeug.wrappers import Response

from web.local_addresses import local_address


def welcome() -> Response:
    """To the page that was asked for before signing in, else to where the work is."""
    return redirect(local_address(session.pop("next", ""), url_for("staff.start")))
