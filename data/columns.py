"""The kinds of columns that tables have: how a cell is read and what it becomes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Final, TypeVar

from pydantic import Field, PlainValidator

from data import references
from data.cells import (
    OLDEST,
    BadCell,
    Cell,
    as_text,
    codes_reader,
    decimal_reader,
    degrees_reader,
    euro_reader,
    has_control,
    read_ages,
    read_clock,
    read_day,
    read_list,
    read_yes_no,
    whole_reader,
)
from data.issue_codes import Code
from solver.problem import LinkKind, Mode, Policy, Role

_Word = TypeVar("_Word", bound=StrEnum)

MAY_BE_EMPTY: Final = "the column must be there, its cells may be empty"
"""Marks such a column; other columns that must be there must be filled in too."""


class OfferKind(StrEnum):
    """What kind of offer it is; both are planned alike."""

    PROGRAMME = "programme"
    TUTORING = "tutoring"


class Holder(StrEnum):
    """Who or what has windows of availability."""

    TUTOR = "tutor"
    PUPIL = "pupil"
    ROOM = "room"


class Start(StrEnum):
    """Where a measured journey begins."""

    PUPIL = "pupil"
    TUTOR = "tutor"
    LOCATION = "location"


def means(description: str) -> Any:
    """What a column means, for documentation."""
    return Field(description=description)


def _reads(reader: Callable[[Cell], object]) -> PlainValidator:
    return PlainValidator(reader)


def whole(low: int, high: int) -> PlainValidator:
    """Whole numbers from `low` to `high`."""
    return _reads(whole_reader(low, high))


def hours(high: int) -> PlainValidator:
    """Hours from 0 to `high`, decimals allowed."""
    return _reads(decimal_reader(0, high))


def _word_reader(words: type[_Word]) -> Callable[[Cell], _Word]:
    known = {word.value: word for word in words}
    params = {"words": " | ".join(known)}

    def read_word(cell: Cell) -> _Word:
        word = known.get(as_text(cell))
        if word is None:
            raise BadCell(Code.UNKNOWN_WORD, params)
        return word

    return read_word


def _words_reader(words: type[_Word]) -> Callable[[Cell], tuple[_Word, ...]]:
    known = {word.value: word for word in words}
    params = {"words": " | ".join(known)}

    def read_words(cell: Cell) -> tuple[_Word, ...]:
        parts = read_list(cell)
        unknown = tuple(part for part in parts if part not in known)
        if unknown:
            raise BadCell(Code.UNKNOWN_WORD, params, unknown)
        return tuple(known[part] for part in parts)

    return read_words


def _read_id(cell: Cell) -> str:
    text = as_text(cell)
    if has_control(text):
        raise BadCell(Code.CONTROL_CHARACTER)
    return text


def _read_lead_goals(cell: Cell) -> tuple[str, ...]:
    return () if as_text(cell) == "-" else _read_goals(cell)


def _read_language(cell: Cell) -> str:
    code = as_text(cell)
    if code not in references.languages():
        raise BadCell(Code.UNKNOWN_CODE, {"list": "languages"})
    return code


def goal_codes() -> frozenset[str]:
    """Codes that cells with goals may hold."""
    return frozenset(references.goals())


def language_codes() -> frozenset[str]:
    """Codes that cells with languages may hold."""
    return frozenset(references.languages())


def need_codes() -> frozenset[str]:
    """Codes that a pupil's needs may hold: those of every kind."""
    return frozenset(references.needs())


def skill_codes() -> frozenset[str]:
    """Codes that a tutor's skills may hold: needs that a person meets."""
    return references.need_codes(references.NeedKind.SUPPORT)


CODE_LISTS: Final[dict[str, Callable[[], frozenset[str]]]] = {
    "goals": goal_codes,
    "languages": language_codes,
    "needs": need_codes,
    "needs (support)": skill_codes,
    "needs (place) + room_features": references.feature_codes,
}
"""The known codes by the name that messages give the list."""


def _codes(name: str) -> Callable[[Cell], tuple[str, ...]]:
    return codes_reader(CODE_LISTS[name], name)


_read_goals = _codes("goals")

Text = Annotated[str, _reads(as_text)]
Id = Annotated[str, _reads(_read_id)]
Ids = Annotated[tuple[str, ...], _reads(read_list)]
Day = Annotated[date, _reads(read_day)]
Clock = Annotated[int, _reads(read_clock)]
YesNo = Annotated[bool, _reads(read_yes_no)]
Ages = Annotated[tuple[int, int], _reads(read_ages)]
Latitude = Annotated[float, _reads(degrees_reader(90))]
Longitude = Annotated[float, _reads(degrees_reader(180))]
Cents = Annotated[int, _reads(euro_reader(100_000_000))]
Hours = Annotated[Decimal, hours(168)]
Minutes = Annotated[int, whole(0, 10_000)]
Count = Annotated[int, whole(0, 100_000)]
Size = Annotated[int, whole(1, 100_000)]
Rank = Annotated[int, whole(1, 100_000)]
Age = Annotated[int, whole(0, OLDEST)]
Year = Annotated[int, whole(1900, 2200)]
Goals = Annotated[tuple[str, ...], _reads(_read_goals)]
LeadGoals = Annotated[tuple[str, ...], _reads(_read_lead_goals)]
Language = Annotated[str, _reads(_read_language)]
Languages = Annotated[tuple[str, ...], _reads(_codes("languages"))]
Needs = Annotated[tuple[str, ...], _reads(_codes("needs"))]
Skills = Annotated[tuple[str, ...], _reads(_codes("needs (support)"))]
Features = Annotated[tuple[str, ...], _reads(_codes("needs (place) + room_features"))]
Roles = Annotated[tuple[Role, ...], _reads(_words_reader(Role))]
TravelMode = Annotated[Mode, _reads(_word_reader(Mode))]
PolicyWord = Annotated[Policy, _reads(_word_reader(Policy))]
LinkWord = Annotated[LinkKind, _reads(_word_reader(LinkKind))]
OfferWord = Annotated[OfferKind, _reads(_word_reader(OfferKind))]
HolderWord = Annotated[Holder, _reads(_word_reader(Holder))]
StartWord = Annotated[Start, _reads(_word_reader(Start))]
