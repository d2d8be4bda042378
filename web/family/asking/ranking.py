"""The order of the wishes, when and where of each, and how many groups at most."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _

from models.rules import MOST
from scheduler.drafts.answers import Step, Values
from web.family.asking.keeping import Asking
from web.family.asking.offers_told import choice
from web.family.asking.question import Question, Saved
from web.family.asking.typed import plain, whole
from web.forms import optional_text, select_field, text_field, whole_number

MOVE: Final = "move"
_MOST_ROWS: Final = 60
_Row = dict[str, Any]


class OrderQuestion(Question):
    """In which order? `made` adds fields for each wish: `rank_0`, `block_0`, `location_0`."""

    step, saves, path = Step.ORDER, (Step.WISHES, Step.ORDER), "volgorde"
    max_places = text_field(
        _("Hoeveel groepen wil je hoogstens?"),
        _("Vul een getal in."),
        longest=9,
    )

    @classmethod
    def made(cls, asking: Asking) -> Question:
        """The form with fields for each wish."""
        rows = _rows(asking)
        fields: dict[str, Any] = {}
        for place in range(len(rows)):
            fields[f"rank_{place}"] = optional_text(_("Volgorde"), longest=9)
            fields[f"block_{place}"] = select_field(_("Wanneer"))
            fields[f"location_{place}"] = select_field(_("Waar"))
        kind: type[OrderQuestion] = type("OrderOfWishes", (OrderQuestion,), fields)
        began = {"version": asking.answers.count(*cls.saves), **cls.began(asking)}
        return kind(asking, data=began)

    def __init__(self, asking: Asking, **filled: Any) -> None:
        super().__init__(asking, **filled)
        self._choice = choice(asking)
        self.rows = _rows(asking)
        self._at = 0
        for place, row in enumerate(self.rows):
            fit = self._choice.offers[row["offer"]].fit
            for name, numbers, names, any_of in (
                ("block", fit.blocks, self._choice.blocks, _("Eender welke week")),
                ("location", fit.locations, self._choice.locations, _("Eender waar")),
            ):
                self._fields[f"{name}_{place}"].choices = [
                    ("", any_of),
                    *((str(number), names[number]) for number in numbers if number in names),
                ]

    @classmethod
    def began(cls, asking: Asking) -> dict[str, Any]:
        """The order as it is."""
        found: dict[str, Any] = {
            "max_places": str(asking.of(Step.ORDER).get("max_places", "")),
        }
        for place, row in enumerate(_rows(asking)):
            found[f"rank_{place}"] = str(row["rank"])
            found[f"block_{place}"] = str(row["block"] or "")
            found[f"location_{place}"] = str(row["location"] or "")
        return found

    def validate(self, *given: Any, **more: Any) -> bool:
        """Whether all is filled in; who only moves a wish need not be ready."""
        return self.stays() or super().validate(*given, **more)

    def stays(self) -> bool:
        """Whether a button of the list was pressed."""
        return _pressed() is not None

    def spot(self) -> str | None:
        """The wish that was moved: on a phone it is far down the page."""
        return f"wens-{self._at + 1}"

    def saved(self) -> Saved | None:
        """The wishes and how many groups."""
        most = whole(self.max_places.data, most=MOST)
        pressed = _pressed()
        if pressed is not None:
            rows, self._at = _moved(self._typed(), *pressed)
            saved: dict[Step, Values] = {Step.WISHES: {"rows": rows}}
            if most:
                saved[Step.ORDER] = {"max_places": most}
            return saved
        if not most:
            self.max_places.errors = [gettext("Schrijf hier een getal vanaf 1.")]
        rows = self._typed()
        self._check(rows)
        if self.errors or not most:
            return None
        ranked = sorted(rows, key=lambda row: int(row["rank"]))
        return {Step.WISHES: {"rows": ranked}, Step.ORDER: {"max_places": most}}

    def shown(self) -> dict[str, Any]:
        """The wishes, each with its fields."""
        return {
            "wishes": [
                {
                    "offered": self._choice.offers[row["offer"]],
                    "rank": self._fields[f"rank_{place}"],
                    "block": self._fields[f"block_{place}"],
                    "location": self._fields[f"location_{place}"],
                    "open": self._is_open(place, row["offer"]),
                }
                for place, row in enumerate(self.rows)
            ],
            "most_rows": _MOST_ROWS,
        }

    def _is_open(self, place: int, offer: int) -> bool:
        """Whether the week and the place of a wish show: chosen, wrong, or there twice."""
        fields = [self._fields[f"{name}_{place}"] for name in ("block", "location")]
        return (
            any(field.data or field.errors for field in fields)
            or sum(row["offer"] == offer for row in self.rows) > 1
        )

    def _typed(self) -> list[_Row]:
        """The wishes as they stand in the form, in the order of their numbers."""
        found: list[_Row] = []
        for place, row in enumerate(self.rows):
            block = whole_number(self._fields[f"block_{place}"].data)
            location = whole_number(self._fields[f"location_{place}"].data)
            fit = self._choice.offers[row["offer"]].fit
            rank = whole(self._fields[f"rank_{place}"].data, most=MOST)
            found.append(
                {
                    "offer": row["offer"],
                    "block": block if block in fit.blocks else None,
                    "location": location if location in fit.locations else None,
                    "rank": rank or place + 1,
                }
            )
        return found

    def _check(self, rows: Sequence[_Row]) -> None:
        asked = set()
        for place, row in enumerate(rows):
            field = self._fields[f"rank_{place}"]
            if plain(field.data) and not whole(field.data, most=MOST):
                field.errors = [gettext("Schrijf hier een getal vanaf 1.")]
            wish = row["offer"], row["block"], row["location"]
            if wish in asked:
                self._fields[f"block_{place}"].errors = [
                    gettext("Deze wens staat er twee keer. Kies een andere week, of laat ze weg.")
                ]
            asked.add(wish)


def _rows(asking: Asking) -> Sequence[Values]:
    return choice(asking).rows(asking.of(Step.WISHES).get("rows", ()))


def _pressed() -> tuple[str, int] | None:
    """The button of the list that was pressed, and of which wish; None: another one."""
    word, _dash, place = request.form.get(MOVE, "").partition("-")
    number = whole_number(place)
    return (
        (word, number) if word in {"up", "down", "again", "away"} and number is not None else None
    )


def _moved(rows: list[_Row], word: str, place: int) -> tuple[list[_Row], int]:
    """The wishes after one button was pressed, numbered anew from 1; where that one is now."""
    at = 0
    if place < len(rows):
        chosen = rows[place]
        rows = sorted(rows, key=lambda row: int(row["rank"]))
        at = next(number for number, row in enumerate(rows) if row is chosen)
        if word == "away":
            rows.pop(at)
            at = max(at - 1, 0)
        elif word == "again" and len(rows) < _MOST_ROWS:
            at += 1
            rows.insert(at, {**chosen, "block": None, "location": None})
        elif word in {"up", "down"}:
            moved = rows.pop(at)
            at = min(max(at + (1 if word == "down" else -1), 0), len(rows))
            rows.insert(at, moved)
    return [{**row, "rank": number} for number, row in enumerate(rows, start=1)], at
