"""Two plans side by side: who gains, who loses, level by level and around each site."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from flask import abort, render_template, request
from flask_babel import gettext
from sqlalchemy import select

from models import PlanningRun, PlanVersion
from models.enums import RunKind
from scheduler.compare_texts import GROUP_CHANGES, PLACE_CHANGES
from scheduler.season.plan_sources import Kind, Source
from scheduler.season.side_by_side import SideBySide, side_by_side
from web.database import reading
from web.guarding import season as this_season
from web.languages import said_in
from web.staff.runs.allowed import may
from web.staff.runs.words import level_title, value_said, when_said

CHOSEN: Final = "met"
_MOST_RUNS: Final = 50


class Choice(NamedTuple):
    """A plan that can be laid beside another: `word` stands in the address."""

    word: str
    name: str
    is_chosen: bool


class Difference(NamedTuple):
    """Something that both plans have: in the first, in the second, and the change."""

    name: str
    first: str
    second: str
    change: str


def compare_plans(municipality: str, season: str) -> str:  # noqa: ARG001
    """The choice of two plans, and, once they are chosen, what the second changes."""
    here = this_season()
    words = list(dict.fromkeys(request.args.getlist(CHOSEN)))
    choices = _choices(set(words))
    known = {each.word: each.name for each in choices}
    page: dict[str, Any] = {"choices": choices, "chosen": CHOSEN, "asked": bool(words)}
    if len(words) != 2:
        return render_template("staff/runs/compare_choose.html", **page)
    if not known.keys() >= set(words):
        abort(404)
    one, other = (_source(word) for word in words)
    names = may("staff.waiting_lists") and may("staff.version_publish")
    found = side_by_side(reading(), here, one, other, names=names)
    return render_template(
        "staff/runs/compare.html",
        found=found,
        titles=[known[word] for word in words],
        swapped=words[::-1],
        shows_names=names,
        language=said_in(),
        levels=_levels(found.levels),
        ranks=_ranks(found),
        groups=_counts(GROUP_CHANGES, found.groups),
        places=_counts(PLACE_CHANGES, found.places),
        **page,
    )


def _source(word: str) -> Source:
    kind, _, number = word.partition("-")
    return Source(Kind(kind), int(number))


def _choices(chosen: set[str]) -> list[Choice]:
    """All versions, and the latest runs with a plan."""
    mine = this_season().id
    versions = reading().execute(
        select(PlanVersion.id, PlanVersion.number, PlanVersion.name)
        .where(PlanVersion.season_id == mine)
        .order_by(PlanVersion.number.desc())
    )
    runs = reading().execute(
        select(PlanningRun.id, PlanningRun.queued_at)
        .where(
            PlanningRun.season_id == mine,
            PlanningRun.kind == RunKind.PLAN,
            PlanningRun.plan.is_not(None),
        )
        .order_by(PlanningRun.id.desc())
        .limit(_MOST_RUNS)
    )
    named = {
        f"{Kind.VERSION}-{each.id}": gettext(
            "Versie %(number)d: %(name)s", number=each.number, name=each.name
        )
        for each in versions
    } | {
        f"{Kind.RUN}-{each.id}": gettext("Berekening van %(when)s", when=when_said(each.queued_at))
        for each in runs
    }
    return [Choice(word, name, word in chosen) for word, name in named.items()]


def _levels(levels: Mapping[str, tuple[int | None, int | None]]) -> list[Difference]:
    return [
        Difference(level_title(name), value_said(name, a), value_said(name, b), _change(name, a, b))
        for name, (a, b) in levels.items()
    ]


def _ranks(found: SideBySide) -> list[Difference]:
    return [
        Difference(
            gettext("geen plaats") if rank is None else gettext("wens %(rank)d", rank=rank),
            value_said("", a),
            value_said("", b),
            _change("", a, b),
        )
        for rank, (a, b) in found.ranks.items()
    ]


def _change(name: str, a: int | None, b: int | None) -> str:
    if a is None or b is None:
        return "–"
    if a == b:
        return "="
    return f"{'+' if b > a else '−'}{value_said(name, abs(b - a))}"


def _counts(words: Mapping[str, Any], counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return [(words[name].said(said_in()), count) for name, count in counts.items()]
