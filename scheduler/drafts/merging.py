"""What a family changes goes on top of what the request is now, also where others changed it.

Part by part: what the family left as it was is as others left it; what it changed is its word.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from scheduler.drafts.answers import Step, Values

_Parts = tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]

_PARTS: Final[Mapping[Step, _Parts]] = {
    Step.CHILD: ((("first_name",), ()), (("birth_year",), ())),
    Step.PLACE: ((("lat", "lon"), ("how",)), (("travel_mode",), ()), (("max_travel_min",), ())),
    Step.FREE: ((("windows",), ("when", "cells")),),
    Step.WISHES: ((("rows",), ()),),
    Step.ORDER: ((("max_places",), ()),),
    Step.HELP: tuple(((name,), ()) for name in ("needs", "emergency", "own_words", "says_yes")),
}
"""Step → what goes together: the values that say it, and those that only show it."""


def merged(
    base: Mapping[str, Values], mine: Mapping[str, Values], now: Mapping[str, Values]
) -> dict[str, Values]:
    """The answers by step: `now`, with what differs between `base` and `mine` as in `mine`."""
    found: dict[str, Values] = {}
    for step, parts in _PARTS.items():
        values = dict(now[step])
        for saying, showing in parts:
            if _say(base[step], saying) != _say(mine[step], saying):
                values |= {
                    name: mine[step][name] for name in (*saying, *showing) if name in mine[step]
                }
        found[step.value] = values
    links = _links(now)
    before, after = _links(base), _links(mine)
    for code in before.keys() | after.keys():
        if code not in after:
            links.pop(code, None)
        elif after[code] != before.get(code):
            links[code] = after[code]
    order = [*_links(now), *after]
    found[Step.TOGETHER.value] = {
        "links": [
            {"code": code, "strict": links[code]} for code in dict.fromkeys(order) if code in links
        ]
    }
    return found


def changed_steps(now: Mapping[str, Values], then: Mapping[str, Values]) -> tuple[Step, ...]:
    """The steps that say something else, in the order of the pages."""
    found = {
        step
        for step, parts in _PARTS.items()
        if any(_say(now[step], saying) != _say(then[step], saying) for saying, _ in parts)
    }
    if _links(now) != _links(then):
        found.add(Step.TOGETHER)
    return tuple(step for step in Step if step in found)


def _say(values: Values, names: tuple[str, ...]) -> list[Any]:
    return [values[name] for name in names]


def _links(steps: Mapping[str, Values]) -> dict[str, bool]:
    return {link["code"]: link["strict"] for link in steps[Step.TOGETHER]["links"]}
