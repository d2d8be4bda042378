"""What there is to choose from in forms and filters of offers, in the language of the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import func, select

from data import references
from models import Block, BlockSession, Location, Organiser
from models.enums import OfferKind, OfferStatus
from web.database import reading
from web.guarding import municipality as this_municipality
from web.guarding import season as this_season
from web.languages import said_in
from web.staff.offers.whose import Whose
from web.words import clock, day

KINDS: Final[Mapping[str, Any]] = {
    OfferKind.PROGRAMME.value: _("Zomerprogramma"),
    OfferKind.TUTORING.value: _("Hulp bij leren"),
}
STATUSES: Final[Mapping[str, Any]] = {
    OfferStatus.DRAFT.value: _("In voorbereiding"),
    OfferStatus.PUBLISHED.value: _("Gepubliceerd"),
    OfferStatus.WITHDRAWN.value: _("Ingetrokken"),
}
_LEVELS: Final[Mapping[str, Any]] = {
    "all": _("Voor iedereen"),
    "primary": _("Lager onderwijs en kleuters"),
    "secondary": _("Secundair onderwijs"),
}

Pairs = list[tuple[str, Any]]


class Group(NamedTuple):
    """Options that belong together."""

    name: Any
    options: Pairs


class BlockTimes(NamedTuple):
    """A block: its number, what it is called, and its first and last moment, if it has any."""

    id: int
    code: str
    label: str
    first: date | None
    last: date | None
    start: int | None
    end: int | None

    @property
    def monday(self) -> date | None:
        """The Monday of the week in which it begins."""
        return None if self.first is None else self.first - timedelta(days=self.first.weekday())

    @property
    def named(self) -> str:
        """What people call it, with its days."""
        name = self.label or self.code
        if self.first is None or self.last is None:
            return name
        days = (
            day(self.first) if self.first == self.last else f"{day(self.first)} – {day(self.last)}"
        )
        hours = f"{clock(self.start or 0)}–{clock(self.end or 0)}"
        return f"{name} · {days} · {hours}"


def goal_groups() -> list[Group]:
    """All goals, by level."""
    found: dict[str, Pairs] = {level: [] for level in _LEVELS}
    for goal in references.goals().values():
        found[goal.level].append((goal.code, goal_name(goal.code)))
    return [Group(_LEVELS[level], options) for level, options in found.items()]


def goal_name(code: str) -> str:
    """What a goal is called; the code itself where it is none of the list."""
    goal = references.goals().get(code)
    if goal is None:
        return code
    return goal.en if said_in() == "en" else goal.nl


def feature_options() -> Pairs:
    """What a room can be asked to have."""
    of_rooms = {each.code: each for each in references.room_features().values()}
    of_needs = {each.code: each for each in references.needs().values()}
    known = [of_rooms.get(code) or of_needs[code] for code in references.feature_codes()]
    named = [(each.code, each.en if said_in() == "en" else each.nl) for each in known]
    return sorted(named, key=lambda pair: pair[1])


def language_options() -> Pairs:
    """Languages, each by its own name."""
    return [(each.code, each.name) for each in references.languages().values()]


def language_name(code: str) -> str:
    """A language by its own name; the code where it is none of the list."""
    found = references.languages().get(code)
    return code if found is None else found.name


def blocks_here() -> list[BlockTimes]:
    """The blocks of the season in the order of their days, in one query."""
    found = reading().execute(
        select(
            Block.id,
            Block.code,
            Block.label,
            func.min(BlockSession.day),
            func.max(BlockSession.day),
            func.min(BlockSession.start_min),
            func.max(BlockSession.end_min),
        )
        .outerjoin(BlockSession, BlockSession.block_id == Block.id)
        .where(Block.season_id == this_season().id)
        .group_by(Block.id, Block.code, Block.label)
    )
    blocks = [BlockTimes(*row) for row in found]
    return sorted(blocks, key=lambda b: (b.first or date.max, b.start or 0, b.code))


def block_options(blocks: Iterable[BlockTimes]) -> Pairs:
    """Blocks by number."""
    return [(str(block.id), block.named) for block in blocks]


def block_groups(blocks: Iterable[BlockTimes]) -> list[Group]:
    """Blocks, by the week in which they begin."""
    found: dict[date | None, list[BlockTimes]] = {}
    for block in blocks:
        found.setdefault(block.monday, []).append(block)
    return [Group(_week(monday), block_options(each)) for monday, each in found.items()]


def week_options(blocks: Iterable[BlockTimes]) -> Pairs:
    """The weeks in which something begins; the word in the address is their Monday."""
    mondays = sorted({block.monday for block in blocks if block.monday is not None})
    return [(monday.isoformat(), _week(monday)) for monday in mondays]


def organiser_options(mine: Whose | None = None) -> Pairs:
    """Who organises, by number; "" is the municipality itself. `mine`: of what they may change."""
    found = reading().execute(
        select(Organiser.id, Organiser.name)
        .where(Organiser.municipality_id == this_municipality().id)
        .order_by(Organiser.name)
    )
    pairs: Pairs = [
        (str(number), name) for number, name in found if mine is None or mine.edits(number)
    ]
    if mine is None or mine.edits_all:
        pairs.insert(0, ("", gettext("De gemeente zelf")))
    return pairs


def location_options() -> Pairs:
    """Locations by number."""
    found = reading().execute(
        select(Location.id, Location.name)
        .where(Location.season_id == this_season().id)
        .order_by(Location.name, Location.id)
    )
    return [(str(number), name) for number, name in found]


def _week(monday: date | None) -> str:
    if monday is None:
        return str(gettext("Nog zonder dagen"))
    return str(gettext("Week van %(day)s", day=day(monday)))
