"""Pages of staff: tutors."""

from __future__ import annotations

from flask import Blueprint

from web.staff.day_words import keep_day_words
from web.staff.tutors import (
    availability,
    bulk,
    confirming,
    editing,
    listing,
    one_tutor,
    removing,
    sending,
)

_BOTH = ["GET", "POST"]
_TUTORS = "/werk/<slug:municipality>/<season>/begeleiders"
_ONE = f"{_TUTORS}/<int:tutor>"


def add_to(staff: Blueprint) -> None:
    """Give these pages their addresses, and templates of people their words for days."""
    keep_day_words(staff)
    staff.add_url_rule(_TUTORS, view_func=listing.tutors)
    staff.add_url_rule(f"{_TUTORS}/nieuw", view_func=editing.new_tutor, methods=_BOTH)
    staff.add_url_rule(f"{_TUTORS}/samen", view_func=bulk.tutors_together, methods=["POST"])
    staff.add_url_rule(_ONE, view_func=one_tutor.tutor)
    staff.add_url_rule(f"{_ONE}/wijzigen", view_func=editing.edit_tutor, methods=_BOTH)
    staff.add_url_rule(f"{_ONE}/vrij", view_func=availability.tutor_availability, methods=_BOTH)
    staff.add_url_rule(f"{_ONE}/bevestigen", view_func=confirming.confirm_tutor, methods=_BOTH)
    staff.add_url_rule(f"{_ONE}/weghalen", view_func=removing.remove_tutor, methods=_BOTH)
    staff.add_url_rule(f"{_ONE}/link", view_func=sending.send_tutor_link, methods=["POST"])
    staff.add_url_rule(f"{_ONE}/link/weg", view_func=sending.revoke_tutor_links, methods=["POST"])
