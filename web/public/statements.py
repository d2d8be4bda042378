"""What happens with people's data, and how well the site can be used by everybody."""

from __future__ import annotations

from flask import current_app, render_template

from scheduler.configuration.settings import Configuration
from scheduler.drafts.saving import GOOD_FOR


def privacy(municipality: str | None = None) -> str:  # noqa: ARG001  (the guard looked it up)
    """Which data is kept, why, for how long, and what one can ask."""
    configuration: Configuration = current_app.extensions["zomerwijzer-configuration"]
    return render_template(
        "public/privacy.html", retention=configuration.retention, unsent_days=GOOD_FOR.days
    )


def accessibility(municipality: str | None = None) -> str:  # noqa: ARG001  (idem)
    """What was done and tested so that everybody can use the site."""
    return render_template("public/accessibility.html")
