"""The ids behind a comparison of two plans, for who asks for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from data.issues import Language
from scheduler import compare_texts as texts
from scheduler.output import Json
from solver.comparison.compare import Comparison
from solver.comparison.group_changes import NewTeam, Team


def id_lines(language: Language, found: Comparison) -> Iterator[str]:
    """A line for everything of which there is some."""
    for what, ids in _lists(language, found):
        if ids:
            yield texts.LINE.said(language, what=what, ids=", ".join(ids))


def _lists(language: Language, found: Comparison) -> Iterator[tuple[str, Sequence[str]]]:
    for words, changes in ((texts.BETTER, found.gains), (texts.WORSE, found.losses)):
        for step, ids in changes.items():
            yield words.said(language, step=texts.STEPS[step].said(language)), ids
    yield texts.NOT_HERE.said(language), found.gone
    groups = found.groups
    for name, lines in (
        ("moved", [f"{before.id} → {after.id}" for before, after in groups.moved]),
        ("opened", [group.id for group in groups.opened]),
        ("closed", [group.id for group in groups.closed]),
        ("new_teams", [_team_line(team) for team in groups.new_teams]),
    ):
        change = texts.GROUP_CHANGES[name].said(language)
        yield texts.GROUP_LINE.said(language, change=change), lines
    for name, lines in (
        ("rehoused", [f"{who} {one.id} → {other.id}" for who, one, other in found.rehoused]),
        ("dropped", [f"{who} {group.id}" for who, group in found.dropped]),
        ("added", [f"{who} {group.id}" for who, group in found.added]),
    ):
        change = texts.PLACE_CHANGES[name].said(language)
        yield texts.PLACE_LINE.said(language, change=change), lines


def _team_line(team: NewTeam) -> str:
    left = [f"−{tutor_id} ({role.value})" for role, tutor_id in team.left]
    joined = [f"+{tutor_id} ({role.value})" for role, tutor_id in team.joined]
    return " ".join([team.group.id, *left, *joined])


def ids_message(found: Comparison) -> Json:
    """The same for machines."""
    groups = found.groups
    return {
        "ids": {
            "gains": {step.value: list(ids) for step, ids in found.gains.items()},
            "losses": {step.value: list(ids) for step, ids in found.losses.items()},
            "gone": list(found.gone),
            "groups": {
                "moved": [[before.id, after.id] for before, after in groups.moved],
                "opened": [group.id for group in groups.opened],
                "closed": [group.id for group in groups.closed],
                "new_teams": [
                    {"group": t.group.id, "left": _people(t.left), "joined": _people(t.joined)}
                    for t in groups.new_teams
                ],
            },
            "places": {
                "rehoused": [[who, one.id, other.id] for who, one, other in found.rehoused],
                "dropped": [[who, group.id] for who, group in found.dropped],
                "added": [[who, group.id] for who, group in found.added],
            },
        }
    }


def _people(team: Team) -> list[dict[str, str]]:
    return [{"tutor_id": tutor_id, "role": role.value} for role, tutor_id in team]
