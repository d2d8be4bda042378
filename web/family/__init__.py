"""Pages for families, who have no account and no password."""

from __future__ import annotations

from flask import Blueprint

from web.family import asking, data, entering, paper, standing

family = Blueprint("family", __name__)

for section in (entering, asking, standing, data, paper):
    section.add_to(family)

__all__ = ["family"]
