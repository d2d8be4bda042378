"""When the child is free: weeks by mornings and afternoons, to tap."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from models import Season
from scheduler.drafts.answers import Step, Values
from scheduler.drafts.prefilling import windows_written
from scheduler.drafts.sending import windows_in
from web.family.asking.keeping import Asking
from web.family.asking.question import Question, Saved
from web.forms import checkboxes_field, radio_field
from web.half_days import (
    MIDNIGHT,
    Half,
    Week,
    Window,
    by_week,
    half_days_of,
    of_weeks,
    only_weeks,
    weeks_of,
    windows_of,
)
from web.words import clock, day

ALWAYS: Final = "altijd"
TICKED: Final = "aangeduid"
AS_IT_IS: Final = "zoals-nu"


class Free(NamedTuple):
    """When a child is free, as the page shows it: always, by half weeks, or finer than these."""

    when: str
    cells: tuple[str, ...]


class FreeQuestion(Question):
    """When is the child free?"""

    step, saves, path = Step.FREE, (Step.FREE,), "wanneer"
    when = radio_field(_("Wanneer is je kind vrij?"), missing=_("Kies wanneer je kind vrij is."))
    free = checkboxes_field(_("Vrij in"))

    def __init__(self, asking: Asking, **filled: Any) -> None:
        super().__init__(asking, **filled)
        self.weeks = weeks_in(asking.season)
        self._now = _asked_now(asking)
        self.when.choices = [
            (ALWAYS, _("Altijd, de hele zomer")),
            (TICKED, _("Alleen wanneer ik het hieronder aanduid")),
            *(
                [(AS_IT_IS, _("Zoals het nu staat, fijner dan weken"))]
                if self._now is not None and free_of(asking.season, self._now).when == AS_IT_IS
                else []
            ),
        ]
        self._words = [week.word(half) for week in self.weeks for half in Half]
        self.free.choices = [(word, "") for word in self._words]
        self.free.validate_choice = False  # a week of another summer is left out

    @classmethod
    def began(cls, asking: Asking) -> dict[str, Any]:
        """What was answered before."""
        told = free_told(asking)
        return {"when": told.when, "free": list(told.cells)}

    def saved(self) -> Saved | None:
        """The half weeks that were tapped, and the windows that they mean."""
        if self.when.data == ALWAYS:
            return {Step.FREE: free_values(ALWAYS, (), ())}
        if self.when.data == AS_IT_IS and self._now is not None:
            told = free_of(self.asking.season, self._now)
            return {Step.FREE: free_values(AS_IT_IS, told.cells, self._now["windows"])}
        ticked = set(self.free.data or ())
        cells = [word for word in self._words if word in ticked]
        if not cells:
            self.free.errors = [gettext("Duid minstens één week aan, of kies altijd.")]
            return None
        if free_told(self.asking) == (TICKED, tuple(cells)):
            windows = self.asking.of(Step.FREE)["windows"]  # the same days, written as they were
        else:
            windows = windows_written(windows_of(of_weeks(cells, self.weeks)))
        return {Step.FREE: free_values(TICKED, cells, windows)}

    def shown(self) -> dict[str, Any]:
        """The grid."""
        ticked = set(self.free.data or ())
        return {"weeks": self.weeks, "halves": tuple(Half), "ticked": ticked}


def weeks_in(season: Season) -> Sequence[Week]:
    """The weeks of the season."""
    return weeks_of(season.first_day, season.last_day)


def free_told(asking: Asking) -> Free:
    """What was answered before; of a request that is there, what its windows mean."""
    return free_of(asking.season, asking.of(Step.FREE))


def free_values(when: str, cells: Sequence[str], windows: Sequence[Values]) -> Values:
    """The answers of this step."""
    return {"when": when, "cells": list(cells), "windows": list(windows)}


def free_of(season: Season, kept: Values) -> Free:
    """The same of the answers of this step."""
    if not kept or "when" in kept:
        return Free(kept.get("when", ""), tuple(kept.get("cells", ())))
    windows, weeks = windows_in(kept), weeks_in(season)
    if not windows:
        return Free(ALWAYS, ())
    ticked = by_week(half_days_of(windows, season.first_day, season.last_day), weeks)
    words = [week.word(half) for week in weeks for half in Half]
    when = TICKED if only_weeks(windows, weeks) else AS_IT_IS
    return Free(when, tuple(word for word in words if word in ticked))


def window_words(window: Window) -> str:
    """Such as ma 5 juli – wo 7 juli, 9:00 – 12:00."""
    days = day(window.first_day)
    if window.last_day != window.first_day:
        days = f"{days} – {day(window.last_day)}"
    start, end = window.start_min, window.end_min
    if start is None and end is None:
        return days
    # The last minute of a day is shown as such, since 0:00 would be the first.
    return f"{days}, {clock(start or 0)} – {clock(min(end or MIDNIGHT, MIDNIGHT - 1))}"


def _asked_now(asking: Asking) -> Values | None:
    return None if asking.change is None else asking.change.now[Step.FREE]
