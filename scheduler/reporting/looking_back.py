"""How it was, as reports tell it: how often each answer came, once no more can come.

While families still answer, nothing is told: whoever reads the report twice would see what was
answered in between, and may know who was there. Small counts are left out as everywhere
(`solver/audit/small_cells.py`); of a question that few answered, nothing is told at all, since
zeros beside it would say what these few did answer.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import AnswerCount, Season
from models.enums import Phase
from scheduler.season.looking_back import ANSWERS, can_answer, last_day_to_answer
from solver.audit.small_cells import shown

Json = dict[str, Any]


def looked_back(session: Session, season: Season, *, on: date) -> Json:
    """The counts of a season as they may be told on a day, ready for JSON.

    `until`: families can still answer, that day included; else None. `questions`: by question
    its `answers` in their order, with how many (None: left out) and how many on a hundred, and
    their `total`; empty while families can answer, and where nobody did.
    """
    may_come = season.phase is not Phase.ARCHIVED and on <= last_day_to_answer(season)
    if may_come:
        is_open = can_answer(season, on)
        return {
            "until": last_day_to_answer(season).isoformat() if is_open else None,
            "questions": {},
        }
    counts = {
        (row.question, row.answer): row.number
        for row in session.scalars(select(AnswerCount).where(AnswerCount.season_id == season.id))
    }
    told = {
        question.value: _question(
            {answer.value: counts.get((question, answer), 0) for answer in several}
        )
        for question, several in ANSWERS.items()
    }
    return {"until": None, "questions": told if sum(counts.values()) else {}}


def _question(counts: dict[str, int]) -> Json:
    total = sum(counts.values())
    flags, (tell_total,) = shown([[number] for number in counts.values()], [total], [0])
    rows = [
        {
            "answer": answer,
            "number": number if tell_total and flag else None,
            "share": round(100 * number / max(1, total)) if tell_total and flag else None,
        }
        for (answer, number), (flag,) in zip(counts.items(), flags, strict=True)
    ]
    return {"answers": rows, "total": total if tell_total else None}
