"""A plan at a glance, from its folder alone: for who has the plan and not the dataset."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from data.plan_report import ReadReport, read_report
from data.plan_rows import Complaints, read_rows
from data.report import DEFAULT_LANGUAGE
from data.whole_folder import standing


@dataclass(frozen=True, slots=True)
class PlanSummary:
    """What a plan folder says, counted from its tables.

    `sizes`: pupils by group id; `best_rank`: placed pupils by their best rank; `held`: placed
    pupils by number of places; `refused`: refused wishes by reason. `report.raw` holds all of
    `report.json`, with the figures that need the dataset.
    """

    report: ReadReport
    sizes: Mapping[str, int]
    places: int
    placed: int
    tutors: int
    best_rank: Mapping[int, int]
    held: Mapping[int, int]
    refused: Mapping[str, int]

    @property
    def groups(self) -> int:
        """How many groups are open."""
        return len(self.sizes)


def read_plan_summary(path: Path, *, language: str = DEFAULT_LANGUAGE) -> PlanSummary:
    """The summary of the plan in the folder `path`.

    Raises:
        BadPlan: a file is absent or unreadable; ids are not looked up, there is no dataset.
    """
    folder = standing(path)
    complaints = Complaints(language)
    if not folder.is_dir():
        complaints.about("no_folder", str(path))
        complaints.raise_if_any()
    report = read_report(folder, complaints)
    groups = read_rows(folder, "groups.csv", complaints)
    tutors = read_rows(folder, "group_tutors.csv", complaints)
    places = read_rows(folder, "places.csv", complaints)
    refusals = read_rows(folder, "refusals.csv", complaints, optional=True)
    ranks: dict[str, list[int]] = {}
    sizes = dict.fromkeys((row["group_id"] for row in groups), 0)
    for row in places:
        if not (row["rank"].isascii() and row["rank"].isdigit()):
            complaints.cell("not_a_number", row, "rank", low=1)
            continue
        ranks.setdefault(row["pupil_id"], []).append(int(row["rank"]))
        sizes[row["group_id"]] = sizes.get(row["group_id"], 0) + 1
    complaints.raise_if_any()
    return PlanSummary(
        report=report,
        sizes=sizes,
        places=len(places),
        placed=len(ranks),
        tutors=len({row["tutor_id"] for row in tutors}),
        best_rank=_counted(Counter(min(own) for own in ranks.values())),
        held=_counted(Counter(len(own) for own in ranks.values())),
        refused=dict(sorted(Counter(row["reason"] for row in refusals).items())),
    )


def _counted(found: Counter[int]) -> Mapping[int, int]:
    return dict(sorted(found.items()))
