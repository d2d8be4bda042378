"""The benchmark table, in Markdown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.benchmarks.measurement import Lost, Measurement

HEADS = (
    "children",
    "",
    "placed",
    "bound",
    "gap",
    "loss",
    "loss gap",
    "further",
    "first plan (s)",
    "total (s)",
    "build (s)",
    "peak (MiB)",
)

UNKNOWN = "–"

Results = Mapping[str, Measurement | Lost]
"""What each planner, by name, did with one instance."""


def head() -> list[str]:
    """The first lines of the table."""
    return [_row(HEADS), _row(["---", "---", *["---:"] * (len(HEADS) - 2)])]


def rows(name: str, results: Results) -> list[str]:
    """A row for each planner on one instance, and one with ours divided by the plain model."""
    lines = []
    for number, (planner, found) in enumerate(results.items()):
        cells = [found.why] if isinstance(found, Lost) else _cells(found)
        cells += [""] * (len(HEADS) - 2 - len(cells))
        lines.append(_row([name if number == 0 else "", planner, *cells]))
    ours, plain = results["ours"], results["plain"]
    if isinstance(ours, Measurement) and isinstance(plain, Measurement):
        lines.append(_row(["", "ours / plain", *_ratios(ours, plain)]))
    return lines


def _cells(found: Measurement) -> list[str]:
    placed, lost, further = (found.levels[name] for name in ("placed", "loss", "further"))
    broken = f" (breaks {found.broken} rules)" if found.broken else ""
    return [
        f"{placed.value}{broken}",
        UNKNOWN if placed.bound is None else str(placed.bound),
        _percentage(placed.gap),
        str(lost.value),
        _percentage(lost.gap),
        str(further.value),
        _seconds(found.first_seconds),
        _seconds(found.seconds),
        _seconds(found.build_seconds),
        f"{found.peak_mib:.0f}",
    ]


def _ratios(ours: Measurement, plain: Measurement) -> list[str]:
    return [
        _ratio(ours.levels["placed"].value, plain.levels["placed"].value),
        *[""] * 5,
        _ratio(ours.first_seconds, plain.first_seconds),
        _ratio(ours.seconds, plain.seconds),
        _ratio(ours.build_seconds, plain.build_seconds),
        _ratio(ours.peak_mib, plain.peak_mib),
    ]


def _ratio(ours: float | None, plain: float | None) -> str:
    return UNKNOWN if ours is None or not plain else f"× {ours / plain:.3g}"


def _percentage(gap: float | None) -> str:
    return UNKNOWN if gap is None else f"{100 * gap:.2f} %"


def _seconds(seconds: float | None) -> str:
    return UNKNOWN if seconds is None else f"{seconds:.1f}"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
