"""What a browser sent with a form, as a form may take it."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any, Final

from flask import request
from werkzeug.datastructures import MultiDict

_NO_SIGNS: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
"""What no keyboard gives; PostgreSQL keeps no text with the first of them."""


def typed_values(files: Collection[str]) -> MultiDict[str, Any] | None:
    """The texts, and the files of these fields only; None where nothing was sent.

    A file in another field would be taken for a text. What is sent as JSON is no form of ours.
    """
    sent: MultiDict[str, Any] = MultiDict(
        (name, _NO_SIGNS.sub("", text)) for name, text in request.form.items(multi=True)
    )
    for name, file in request.files.items(multi=True):
        if name in files:
            sent.add(name, file)
    return sent or None
