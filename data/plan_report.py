"""Reads `report.json` of a plan folder: what this program writes, or the little others must."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final, TypeVar

from data.nearest import Nearest
from data.plan_rows import REPORT, Complaints, read_text
from data.report import DEFAULT_LANGUAGE
from solver.plan import Group, Level, LostPromise, Status
from solver.problem import Policy

MAXIMISED: Final = frozenset({"placed", "further"})
"""Levels where more is better, for reports that do not say which way is up."""

_Word = TypeVar("_Word", Status, Policy)


@dataclass(frozen=True, slots=True)
class ReadReport:
    """What a report says. `raw` is all of it, as JSON values."""

    status: Status = Status.FEASIBLE
    policy: Policy = Policy.BEST
    levels: tuple[Level, ...] = ()
    lost_promises: tuple[LostPromise, ...] = ()
    seconds: Mapping[str, float] = field(default_factory=dict)
    language: str = DEFAULT_LANGUAGE
    raw: Mapping[str, object] = field(default_factory=dict)


def read_report(folder: Path, complaints: Complaints) -> ReadReport:
    """The report of the plan in `folder`; complaints are gathered, parts with one left out."""
    text = read_text(folder, REPORT, complaints)
    if text is None:
        return ReadReport()
    try:
        raw = json.loads(text)
    except (ValueError, RecursionError) as error:
        complaints.about("not_json", REPORT, why=error)
        return ReadReport()
    if not isinstance(raw, dict):
        complaints.kind("", "object")
        return ReadReport()
    return ReadReport(
        status=_word(raw, "status", Status.FEASIBLE, complaints),
        policy=_word(raw, "policy", Policy.BEST, complaints),
        levels=tuple(_levels(raw.get("levels", []), complaints)),
        lost_promises=tuple(_lost_promises(raw)),
        seconds=_seconds(raw.get("seconds")),
        language=str(raw.get("language", DEFAULT_LANGUAGE)),
        raw=raw,
    )


def _word(raw: Mapping[str, object], key: str, default: _Word, complaints: Complaints) -> _Word:
    words: type[StrEnum] = type(default)
    allowed = [word.value for word in words]
    value = raw.get(key)
    if value is None:
        complaints.about("missing_key", REPORT, column=key)
    elif value in allowed:
        return type(default)(str(value))
    else:
        shown = str(value)
        near = complaints.near(shown, Nearest(allowed))
        complaints.about(
            "not_a_word", REPORT, column=key, value=shown, words=", ".join(allowed), near=near
        )
    return default


def _levels(raw: object, complaints: Complaints) -> Sequence[Level]:
    if not isinstance(raw, list):
        complaints.kind("levels", "list")
        return ()
    found = []
    for number, entry in enumerate(raw):
        key = f"levels[{number}]"
        if not isinstance(entry, dict):
            complaints.kind(key, "object")
            continue
        name = entry.get("name")
        value = _whole(entry, key, "value", complaints)
        if not isinstance(name, str):
            complaints.kind(f"{key}.name", "text")
        elif entry.get("bound") is not None:
            # A level without a proven bound says nothing that a `Level` could hold.
            bound = _whole(entry, key, "bound", complaints)
            up = bool(entry.get("maximise", name in MAXIMISED))
            found.append(Level(name, value, bound, up))
    return found


def _whole(entry: Mapping[str, object], key: str, name: str, complaints: Complaints) -> int:
    """A whole number; 0 with a complaint where it is something else."""
    value = entry.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value // 1:
        complaints.kind(f"{key}.{name}", "whole")
        return 0
    return int(value)


def _lost_promises(raw: Mapping[str, object]) -> Sequence[LostPromise]:
    """Promises that name all parts of their group; those of other programs may not."""
    promises = raw.get("promises")
    lost = promises.get("lost") if isinstance(promises, dict) else None
    language = str(raw.get("language", DEFAULT_LANGUAGE))
    keys = ("pupil_id", "offer_id", "block_id", "room_id", "reason")
    return [
        LostPromise(
            entry["pupil_id"],
            Group(entry["offer_id"], entry["block_id"], entry["room_id"]),
            entry["reason"],
            {language: str(entry.get("detail", ""))},
        )
        for entry in (lost if isinstance(lost, list) else [])
        if isinstance(entry, dict) and all(isinstance(entry.get(key), str) for key in keys)
    ]


def _seconds(raw: object) -> Mapping[str, float]:
    """Times by phase; one bare number is the time of the whole."""
    if isinstance(raw, int | float):
        return {"total": float(raw)}
    if not isinstance(raw, dict):
        return {}
    return {str(k): float(v) for k, v in raw.items() if isinstance(v, int | float)}
