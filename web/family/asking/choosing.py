"""What the child would like: what fits first, the rest with the reason, as many as one likes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from scheduler.drafts.answers import Step, Values
from web.family.asking.keeping import Asking
from web.family.asking.offers_told import choice
from web.family.asking.question import Question, Saved
from web.forms import checkboxes_field, numbers_of


class WishesQuestion(Question):
    """What would you like?"""

    step, saves, path = Step.WISHES, (Step.WISHES,), "wensen"
    offers = checkboxes_field(_("Activiteiten"))

    def __init__(self, asking: Asking, **filled: Any) -> None:
        super().__init__(asking, **filled)
        self.offers.choices = [(str(number), "") for number in choice(asking).offers]
        self.offers.validate_choice = False  # one that was taken back meanwhile is left out

    @classmethod
    def began(cls, asking: Asking) -> dict[str, Any]:
        """What was chosen before."""
        return {"offers": [str(row["offer"]) for row in _rows(asking)]}

    def saved(self) -> Saved | None:
        """The wishes that stay, in their order, and then the new ones."""
        known = choice(self.asking).offers
        chosen = [number for number in numbers_of(self.offers.data or ()) if number in known]
        if not chosen:
            self.offers.errors = [gettext("Kies minstens één activiteit.")]
            return None
        stay = [row for row in _rows(self.asking) if row["offer"] in chosen]
        there = {row["offer"] for row in stay}
        last = max((row["rank"] for row in stay), default=0)
        new = [
            {"offer": number, "block": None, "location": None, "rank": last + place}
            for place, number in enumerate(
                (number for number in chosen if number not in there), start=1
            )
        ]
        return {Step.WISHES: {"rows": [*stay, *new]}}

    def shown(self) -> dict[str, Any]:
        """The offers in two: those that fit, and the others."""
        every = choice(self.asking).offers.values()
        return {
            "fitting": [each for each in every if not each.reasons],
            "others": [each for each in every if each.reasons],
            "chosen": set(numbers_of(self.offers.data or ())),
        }


def _rows(asking: Asking) -> Sequence[Values]:
    return choice(asking).rows(asking.of(Step.WISHES).get("rows", ()))
