"""Shows how places and first wishes are spread over children: the equity audit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from data.issues import Language
from data.problem import to_problem
from scheduler import audit_texts as texts
from scheduler.checking import violation_lines, violations_message
from scheduler.exit_status import ExitStatus
from scheduler.output import Json, say, say_json
from scheduler.reading import read_checked, read_previous, read_season
from scheduler.run import Halted, Run
from scheduler.terminal_table import table_lines
from solver.audit import CONFIDENCE, LEAST, Audit, BrokenRules, Column, Rate, Row, Table, audit

_HIDDEN = "·"
_NOBODY = "–"
_BASES = (Column.COULD, Column.ASKED)
_PARTS = (Column.PLACED, Column.FIRST)


def run_audit(
    run: Run, dataset: Path, plan: Path, *, previous: Path | None, everything: bool
) -> ExitStatus:
    """Tell who got what.

    Raises:
        Halted: the dataset or a plan cannot be read, or the plan breaks rules.
    """
    problem = to_problem(read_season(run, dataset))
    earlier = read_previous(run, previous, problem)
    audited = read_checked(run, plan, problem)
    try:
        found = audit(problem, audited, previous=earlier, everything=everything)
    except BrokenRules as broken:
        raise Halted(
            ExitStatus.FAILED,
            *violation_lines(run, broken.violations),
            texts.BROKEN.said(run.language),
            message={"event": "broken_plan"} | violations_message(run.language, broken.violations),
        ) from broken
    if run.as_json:
        say_json(_message(found))
    else:
        say("\n\n".join(_parts(run.language, found)))
    return ExitStatus.DONE


def _parts(language: Language, found: Audit) -> Iterator[str]:
    yield texts.TITLE.said(language)
    for base in _BASES:
        yield texts.BASES[base].said(language) + ":"
        for table in (Table("all", (found.total,)), *found.tables):
            if table.rows:
                yield _table(language, table, base, _PARTS)
    if found.draw.rows:
        yield texts.DRAW_INTRO.said(language) + ":"
        yield _table(language, found.draw, Column.COULD, _PARTS[:1])
    yield _test(language, found)
    if found.envious_pairs is None:
        yield texts.NO_ENVY.said(language)
    else:
        yield texts.ENVY.said(language, count=found.envious_pairs)
    if _hides(found):
        yield texts.HIDDEN.said(language, least=LEAST)


def _test(language: Language, found: Audit) -> str:
    if found.test is None:
        return texts.NO_TEST.said(language)
    p = "p < 0.001" if found.test.p < 0.001 else f"p = {found.test.p:.3f}"
    return texts.TEST.said(language, sooner=_percent(found.test.sooner), p=p)


def _hides(found: Audit) -> bool:
    rows = [found.total, *(row for table in (*found.tables, found.draw) for row in table.rows)]
    return any(None in row.counts.values() for row in rows)


def _table(language: Language, table: Table, base: Column, parts: Sequence[Column]) -> str:
    heads = [texts.TABLES[table.name], *texts.HEADS[: 1 + 2 * len(parts)]]
    rows = [
        (
            _label(language, table.name, row.key),
            _count(row.counts[base]),
            *(
                cell
                for part in parts
                for cell in (_count(row.counts[part]), _share(row, part, base))
            ),
        )
        for row in table.rows
    ]
    return table_lines([head.said(language) for head in heads], rows)


def _label(language: Language, name: str, key: str) -> str:
    if name == "age":
        return texts.AGE.said(language, key=key)
    if name == "draw":
        return texts.PART.said(language, key=key)
    return texts.KEYS[name, key].said(language)


def _count(count: int | None) -> str:
    return _HIDDEN if count is None else str(count)


def _share(row: Row, part: Column, base: Column) -> str:
    rate = row.rate(part, base)
    if rate is not None:
        return f"{_percent(rate.value)} ({100 * rate.low:.1f}–{100 * rate.high:.1f})"
    return _NOBODY if row.counts[base] == 0 else _HIDDEN


def _percent(part: float) -> str:
    return f"{100 * part:.1f} %"


def _message(found: Audit) -> Json:
    test = found.test
    return {
        "event": "audit",
        "confidence": CONFIDENCE,
        "least": 1 if found.complete else LEAST,
        "total": _row_message(found.total, _BASES, _PARTS),
        "tables": {
            table.name: [_row_message(row, _BASES, _PARTS) for row in table.rows]
            for table in found.tables
        },
        "draw": [_row_message(row, _BASES[:1], _PARTS[:1]) for row in found.draw.rows],
        "draw_test": None
        if test is None
        else {"test": "mann-whitney-two-sided", "sooner": test.sooner, "p": test.p},
        "envious_pairs": found.envious_pairs,
    }


def _row_message(row: Row, bases: Sequence[Column], parts: Sequence[Column]) -> Json:
    """Counts that are hidden, and the rates that need them, are null."""
    rates = {
        f"{part.value}_of_{base.value}": _rate_message(row.rate(part, base))
        for base in bases
        for part in parts
    }
    return {"key": row.key, **{c.value: n for c, n in row.counts.items()}, "rates": rates}


def _rate_message(rate: Rate | None) -> Json | None:
    return None if rate is None else dict(rate._asdict())
