"""The draft of this browser: its key and code are in the signed cookie, for two hours idle."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any, Final

from flask import session

from models import RequestDraft, Season
from models.enums import Phase
from scheduler.drafts.answers import Answers, Step, Values, read
from scheduler.drafts.changing import Standing, standing_of
from scheduler.drafts.saving import find_draft
from web.clock import as_moment, as_number, now
from web.database import reading
from web.family_in import family_in
from web.guarding import municipality as this_municipality
from web.season_calendar import public_season

IDLE: Final = timedelta(hours=2)
"""The device may be a library's: who comes back later types the code."""
_NOTE_EVERY: Final = timedelta(minutes=1)
_KEY: Final = "asking"
_WAYS: Final = "asked"


@dataclass(frozen=True, slots=True)
class Asking:
    """Where a family is with asking. `key` "" and no answers: it has not begun.

    `contact_id`: the family's contact, where it is known already; `code` to write down.
    `change`: what is asked already, where this is a change of it; the answers are then what it
    is to be. `is_away`: it is a change, and the family that began it has not come in.
    """

    season: Season
    key: str = ""
    code: str = ""
    answers: Answers = field(default_factory=Answers)
    contact_id: int | None = None
    change: Standing | None = None
    is_away: bool = False

    def of(self, step: Step) -> Values:
        """The answers of a step; empty where there are none yet."""
        return self.answers.of(step) or {}

    @property
    def has_begun(self) -> bool:
        """Whether something was saved that is not sent yet."""
        return bool(self.key) and not self.answers.sent

    @property
    def knows_contact(self) -> bool:
        """Whether the family need not say again how to reach it."""
        return self.contact_id is not None

    def missing(self, before: Step | None = None) -> Step | None:
        """The first step that is not answered."""
        return self.answers.missing(knows_contact=self.knows_contact, before=before)


def open_season() -> Season | None:
    """The season in which families can ask now; None: there is none."""
    found = public_season(reading(), this_municipality())
    return found if found is not None and found.phase is Phase.WISHES_OPEN else None


def asking_in(season: Season) -> Asking:
    """Where this browser is with asking in a season."""
    key, code = _kept()
    row = find_draft(reading(), season_id=season.id, key=key, now=now()) if key else None
    return Asking(season) if row is None else _asking_of(season, row, key, code)


def _asking_of(season: Season, row: RequestDraft, key: str, code: str) -> Asking:
    answers = read(row.answers)
    if answers.base is None:
        return Asking(season, key, code, answers, row.contact_id)
    who = family_in()
    if who is None or who.contact_id != row.contact_id:
        return Asking(season, is_away=True)
    change = standing_of(reading(), season_id=season.id, contact_id=who.contact_id, answers=answers)
    if change is None:
        return Asking(season)
    then = replace(answers, steps=change.then)
    return Asking(season, key, "", then, row.contact_id, change)


def keep(key: str, code: str) -> None:
    """From now on this browser has the draft with this key."""
    every = dict(session.get(_KEY, {}))
    every[this_municipality().slug] = [key, code, as_number(now())]
    session[_KEY] = every


def let_go() -> None:
    """This browser has no draft any more, and shows no receipt."""
    for name in (_KEY, _WAYS):
        every = dict(session.get(name, {}))
        every.pop(this_municipality().slug, None)
        session[name] = every


def show_ways_in(child_id: int, link: str, code: str) -> None:
    """Let the receipt of this child show how to come back, in this browser alone."""
    session[_WAYS] = {
        **session.get(_WAYS, {}),
        this_municipality().slug: [child_id, link, code],
    }


def ways_in_shown(child_id: int) -> tuple[str, str]:
    """The link and the code of that receipt; "" where this browser does not have them."""
    kept: Any = session.get(_WAYS, {}).get(this_municipality().slug)
    return (kept[1], kept[2]) if kept and kept[0] == child_id else ("", "")


def _kept() -> tuple[str, str]:
    """Key and code; "" where there are none, or nothing was clicked for long."""
    found: Any = session.get(_KEY, {}).get(this_municipality().slug)
    if not found:
        return "", ""
    key, code, seen = found
    at = now()
    if at - as_moment(seen) >= IDLE:
        let_go()
        return "", ""
    if at - as_moment(seen) >= _NOTE_EVERY:
        keep(key, code)
    return key, code
