"""The second step before something goes."""

from __future__ import annotations

from web.forms import Form, version_field


class SureForm(Form):
    """Nothing but the version of what goes."""

    version = version_field()
