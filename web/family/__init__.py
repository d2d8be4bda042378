"""Pages for families, who have no account and no password."""

from __future__ import annotations

from flask import Blueprint

from web.family import asking, data, entering, looking_back, paper, standing

family = Blueprint("family", __name__)

for section in (entering, asking, standing, looking_back, data, paper):
    section.add_to(family)

__all__ = ["family"]
