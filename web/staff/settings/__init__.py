"""Pages of staff: dates, texts, people, audit and retention."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from flask import Blueprint

from web.staff.settings import (
    audit,
    dates,
    facts,
    inviting,
    logo,
    member,
    messages,
    municipality,
    organisers,
    overview,
    retention,
    steps,
)

_HERE: Final = "/werk/<slug:municipality>"
_SEASON: Final = f"{_HERE}/<season>"
_BOTH: Final = ("GET", "POST")


def add_to(staff: Blueprint) -> None:
    """Give these pages their addresses."""

    def add(path: str, view: Callable[..., Any], *methods: str, endpoint: str = "") -> None:
        staff.add_url_rule(
            path, view_func=view, methods=methods or ("GET",), endpoint=endpoint or None
        )

    add(f"{_SEASON}/instellingen", overview.season_settings)
    add(f"{_SEASON}/instellingen/seizoen", facts.season_facts, *_BOTH)
    add(f"{_SEASON}/instellingen/datums", dates.season_dates, *_BOTH)
    for step in steps.STEPS.values():
        add(
            f"{_SEASON}/instellingen/{step.path}",
            steps.page_of(step),
            *_BOTH,
            endpoint=step.verb.__name__,
        )
    add(f"{_SEASON}/bewaren", retention.retention)
    add(f"{_HERE}/gemeente", municipality.municipality_facts, *_BOTH, endpoint="municipality")
    add(f"{_HERE}/gemeente/logo", logo.logo, *_BOTH)
    add(f"{_HERE}/gemeente/logo/weg", logo.logo_away, "POST")
    add(f"{_HERE}/mensen/uitnodigen", inviting.invite, *_BOTH)
    add(f"{_HERE}/mensen/<int:account>", member.member, *_BOTH)
    add(f"{_HERE}/mensen/<int:account>/uitnodigen", inviting.member_again, "POST")
    add(f"{_HERE}/mensen/<int:account>/aanmelden", member.member_state, "POST")
    add(f"{_HERE}/organisatoren", organisers.organisers)
    add(f"{_HERE}/organisatoren/nieuw", organisers.new_organiser, *_BOTH)
    add(f"{_HERE}/organisatoren/<int:organiser>", organisers.organiser, *_BOTH)
    add(f"{_HERE}/logboek", audit.audit)
    add(f"{_HERE}/berichten", messages.outbox)
    add(f"{_HERE}/berichten/<int:message>", messages.message, *_BOTH)
    add(f"{_HERE}/berichten/<int:message>/verstuurd", messages.message_sent, "POST")
