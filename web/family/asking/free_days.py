"""When the child is free: weeks by mornings and afternoons, to tap."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from scheduler.drafts.answers import Step, Values
from scheduler.season.availability import WindowDraft
from web.family.asking.keeping import Asking
from web.family.asking.question import Question, Saved
from web.forms import checkboxes_field, radio_field
from web.half_days import Half, Week, of_weeks, weeks_of, windows_of

ALWAYS: Final = "altijd"
TICKED: Final = "aangeduid"


class FreeQuestion(Question):
    """When is the child free?"""

    step, saves, path = Step.FREE, (Step.FREE,), "wanneer"
    when = radio_field(_("Wanneer is je kind vrij?"), missing=_("Kies wanneer je kind vrij is."))
    free = checkboxes_field(_("Vrij in"))

    def __init__(self, asking: Asking, **filled: Any) -> None:
        super().__init__(asking, **filled)
        self.weeks = weeks_in(asking)
        self.when.choices = [
            (ALWAYS, _("Altijd, de hele zomer")),
            (TICKED, _("Alleen wanneer ik het hieronder aanduid")),
        ]
        self._words = [week.word(half) for week in self.weeks for half in Half]
        self.free.choices = [(word, "") for word in self._words]
        self.free.validate_choice = False  # a week of another summer is left out

    @classmethod
    def began(cls, asking: Asking) -> dict[str, Any]:
        """What was answered before."""
        kept = asking.of(Step.FREE)
        return {"when": kept.get("when", ""), "free": list(kept.get("cells", ()))}

    def saved(self) -> Saved | None:
        """The half weeks that were tapped, and the windows that they mean."""
        if self.when.data == ALWAYS:
            return {Step.FREE: free_values(ALWAYS, (), ())}
        ticked = set(self.free.data or ())
        cells = [word for word in self._words if word in ticked]
        if not cells:
            self.free.errors = [gettext("Duid minstens één week aan, of kies altijd.")]
            return None
        windows = windows_of(of_weeks(cells, self.weeks))
        return {Step.FREE: free_values(TICKED, cells, windows)}

    def shown(self) -> dict[str, Any]:
        """The grid."""
        ticked = set(self.free.data or ())
        return {"weeks": self.weeks, "halves": tuple(Half), "ticked": ticked}


def weeks_in(asking: Asking) -> Sequence[Week]:
    """The weeks of the season."""
    return weeks_of(asking.season.first_day, asking.season.last_day)


def free_values(when: str, cells: Sequence[str], windows: Sequence[WindowDraft]) -> Values:
    """The answers of this step."""
    return {
        "when": when,
        "cells": list(cells),
        "windows": [
            {
                "first_day": each.first_day.isoformat(),
                "last_day": each.last_day.isoformat(),
                "start_min": each.start_min,
                "end_min": each.end_min,
            }
            for each in windows
        ],
    }
