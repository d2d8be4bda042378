import csv
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from data.plan_files import BadPlan, read_plan, read_plan_summary, write_plan
from solver.plan import Group, Level, Plan
from solver.problem import Problem
from tests.data.plan_folders import FILES, report_of, respell
from tests.data.sample_plans import greedy_plan, sample_problem


@pytest.fixture
def problem() -> Problem:
    return sample_problem(150, 7)


@pytest.fixture
def plan() -> Plan:
    return greedy_plan(150, 7)


@pytest.fixture
def folder(tmp_path: Path, plan: Plan, problem: Problem) -> Path:
    """A plan that was written."""
    write_plan(plan, problem, tmp_path / "plan", dataset_sha256="ab" * 32)
    return tmp_path / "plan"


def test_a_plan_comes_back_as_it_was(folder: Path, plan: Plan, problem: Problem) -> None:
    found = read_plan(folder, problem)
    told = tuple(replace(r, detail={"nl": r.detail["nl"]}) for r in plan.refusals)
    assert found == replace(plan, refusals=told)
    assert found.seconds == {"improve": 12.346, "total": 20.5}


def test_the_little_that_another_program_must_write_is_enough(
    tmp_path: Path, plan: Plan, problem: Problem
) -> None:
    group = plan.groups[0]
    place = plan.places_by_group[group][0]
    (tmp_path / "groups.csv").write_text(
        f"\ufeffroom_id;block_id;offer_id;group_id;note\r\n"
        f"{group.room_id};{group.block_id};{group.offer_id};{group.id};x\r\n\r\n",
        encoding="utf-8",
    )
    (tmp_path / "group_tutors.csv").write_text("group_id,tutor_id,role\n")
    (tmp_path / "places.csv").write_text(
        f'pupil_id,group_id,rank\n"{place.pupil_id}", {group.id} ,{place.rank}'
    )
    (tmp_path / "report.json").write_text(
        '{"status": "optimal", "policy": "best", "seconds": 3,'
        ' "levels": [{"name": "placed", "value": 1, "bound": 1.0},'
        ' {"name": "loss", "value": 0, "bound": null}]}'
    )
    found = read_plan(tmp_path, problem)
    assert (found.groups, found.places, found.refusals) == ((group,), (place,), ())
    assert found.levels == (Level("placed", 1, 1, maximise=True),)
    assert found.seconds == {"total": 3.0}


def test_a_refusal_may_bear_the_dense_rank(folder: Path, problem: Problem, plan: Plan) -> None:
    gapped = next(r for r in plan.refusals if r.wish.stated_rank != r.wish.rank)
    line = f"{gapped.wish.pupil_id},{{}},{gapped.wish.offer_id},"
    respell(
        folder / "refusals.csv",
        lambda text: text.replace(
            line.format(gapped.wish.stated_rank), line.format(gapped.wish.rank)
        ),
    )
    found = read_plan(folder, problem)
    assert [r.wish for r in found.refusals] == [r.wish for r in plan.refusals]


def test_a_wish_that_is_written_twice_is_refused_twice(
    tmp_path: Path, plan: Plan, problem: Problem
) -> None:
    refusal = plan.refusals[0]
    asked = replace(problem, wishes=(*problem.wishes, refusal.wish))
    told = replace(plan, refusals=(refusal, *plan.refusals))
    write_plan(told, asked, tmp_path / "plan", dataset_sha256="")
    found = read_plan(tmp_path / "plan", asked)
    assert [r.wish for r in found.refusals] == [r.wish for r in told.refusals]
    respell(tmp_path / "plan" / "refusals.csv", again)
    with pytest.raises(BadPlan, match=r"refusals\.csv, rij \d+, kolom pupil_id: .* rij 2\.$"):
        read_plan(tmp_path / "plan", asked)


def test_the_same_wish_at_two_ranks_may_bear_dense_ranks(
    tmp_path: Path, plan: Plan, problem: Problem
) -> None:
    dear = next(r for r in plan.refusals if (r.wish.rank, r.wish.stated_rank) == (1, 1))
    wishes = (
        replace(dear.wish, rank=1, stated_rank=2),
        replace(dear.wish, rank=2, stated_rank=3),
    )
    others = (wish for wish in problem.wishes if wish.pupil_id != dear.wish.pupil_id)
    asked = replace(problem, wishes=(*wishes, *others))
    told = replace(plan, refusals=tuple(replace(dear, wish=wish) for wish in wishes))
    write_plan(told, asked, tmp_path / "plan", dataset_sha256="")
    line = f"{dear.wish.pupil_id},{{}},{dear.wish.offer_id},"
    respell(
        tmp_path / "plan" / "refusals.csv",
        lambda text: text.replace(line.format(2), line.format(1)).replace(
            line.format(3), line.format(2)
        ),
    )
    assert [r.wish for r in read_plan(tmp_path / "plan", asked).refusals] == list(wishes)


def test_ids_may_hold_an_at_sign(tmp_path: Path) -> None:
    problem = sample_problem(40, 1)
    offer = replace(problem.offers[0], id="a@b")
    changed = replace(problem, offers=(offer,), wishes=(), pins=())
    plan = replace(
        greedy_plan(40, 1),
        groups=(Group("a@b", offer.blocks[0], problem.rooms[0].id),),
        assignments=(),
        places=(),
        refusals=(),
    )
    write_plan(plan, changed, tmp_path / "plan", dataset_sha256="")
    assert read_plan(tmp_path / "plan", changed).groups == plan.groups


def first_cells(*cells: str) -> Callable[[str], str]:
    """Put these in the first row of the table; "" leaves a cell as it is."""

    def change(text: str) -> str:
        header, row, rest = text.split("\n", 2)
        old = next(csv.reader([row]))
        new = [mine or theirs for mine, theirs in zip(cells, old, strict=False)]
        return "\n".join([header, ",".join(new + old[len(cells) :]), rest])

    return change


def again(text: str) -> str:
    """Repeat the first row at the end."""
    return text + text.split("\n", 2)[1] + "\n"


BROKEN: list[tuple[str, Callable[[str], str], str]] = [
    (
        "groups.csv",
        first_cells("x@y@z"),
        "groups.csv, row 2, column group_id: 'x@y@z' should be ",
    ),
    (
        "groups.csv",
        first_cells("", "", "", "", "99"),
        "groups.csv, row 2, column size: this says 99, but places.csv has ",
    ),
    (
        "groups.csv",
        first_cells("", "", "", "", "veel"),
        "groups.csv, row 2, column size: 'veel' is not a whole number of at least 0.",
    ),
    ("groups.csv", again, "groups.csv, row 9, column group_id: "),
    (
        "groups.csv",
        lambda text: text.replace("room_id", "lokaal", 1),
        "groups.csv, column room_id: this column is not there.",
    ),
    (
        "groups.csv",
        lambda text: text.replace("size", "room_id", 1),
        "groups.csv, column room_id: this column is there twice.",
    ),
    (
        "group_tutors.csv",
        first_cells("", "T00O1"),
        "group_tutors.csv, row 2, column tutor_id: 'T00O1' is not in tutors.csv. "
        "Do you mean 'T0001'?",
    ),
    (
        "group_tutors.csv",
        first_cells("", "", "leed"),
        "group_tutors.csv, row 2, column role: 'leed' is not one of lead, assistant. "
        "Do you mean 'lead'?",
    ),
    ("group_tutors.csv", again, "is also in row 2."),
    (
        "places.csv",
        first_cells("p000000"),
        "places.csv, row 2, column pupil_id: 'p000000' is not in pupils.csv.",
    ),
    (
        "places.csv",
        first_cells("", "nergens"),
        "places.csv, row 2, column group_id: 'nergens' is not in groups.csv.",
    ),
    *(
        (
            "places.csv",
            first_cells("", "", rank),
            f"places.csv, row 2, column rank: {rank!r} is not a whole number of at least 1.",
        )
        for rank in ("0", "-1", "1.5", "een", "²")
    ),
    ("places.csv", again, "is also in row 2."),
    (
        "places.csv",
        lambda text: text.replace("\n", ",1,2\n").replace("rank,1,2", "rank", 1),
        "places.csv, row 2: this row has more cells than there are columns.",
    ),
    (
        "places.csv",
        lambda text: text + ",,3\n",
        "column pupil_id: this cell is empty.",
    ),
    ("places.csv", lambda text: text + '"', "places.csv: this is no readable CSV: "),
    ("places.csv", lambda _: "", "places.csv, column pupil_id: this column is not there."),
    (
        "refusals.csv",
        first_cells("", "77"),
        "has no wish with this rank, offer, block and location.",
    ),
    (
        "refusals.csv",
        lambda text: text.replace(",full,", ",ful,", 1),
        "column reason: 'ful' is not one of satisfied_elsewhere, age, not_available, too_far, "
        "need_not_met, closed_by_planner, full, no_tutor, no_room, budget, too_few, linked, "
        "traded. Do you mean 'full'?",
    ),
    ("refusals.csv", again, "is also in row 2."),
    ("report.json", lambda _: "{", "report.json: this is no readable JSON: "),
    ("report.json", lambda _: "[" * 200_000, "report.json: this is no readable JSON: "),
    ("report.json", lambda _: "[]", "report.json: this should be an object with keys."),
    (
        "report.json",
        lambda text: text.replace('"feasible"', '"feasable"'),
        "report.json, key status: 'feasable' is not one of optimal, feasible, infeasible. "
        "Do you mean 'feasible'?",
    ),
    (
        "report.json",
        lambda text: text.replace('"status"', '"state"'),
        "report.json, key status: this key is not there.",
    ),
    (
        "report.json",
        lambda text: text.replace('"policy": "best"', '"policy": ["best"]'),
        "report.json, key policy: ",
    ),
    (
        "report.json",
        lambda text: text.replace('"value": ', '"value": 0.5, "x": ', 1),
        "report.json, key levels[0].value: this should be a whole number.",
    ),
    (
        "report.json",
        lambda text: text.replace('"name": "placed"', '"name": 3'),
        "report.json, key levels[0].name: this should be text.",
    ),
    (
        "report.json",
        lambda text: text.replace('"levels": [', '"levels": [7, '),
        "report.json, key levels[0]: this should be an object with keys.",
    ),
    (
        "report.json",
        lambda text: text.replace('"levels": [', '"levels": {}, "old": ['),
        "report.json, key levels: this should be a list.",
    ),
]


@pytest.mark.parametrize(("name", "change", "sentence"), BROKEN)
def test_a_broken_plan_says_what_is_wrong_and_where(
    folder: Path, problem: Problem, name: str, change: Callable[[str], str], sentence: str
) -> None:
    respell(folder / name, change)
    with pytest.raises(BadPlan) as caught:
        read_plan(folder, problem, language="en")
    assert any(sentence in said for said in caught.value.sentences), caught.value


@pytest.mark.parametrize("name", sorted(FILES - {"plan.html", "refusals.csv"}))
def test_a_missing_file_is_named(folder: Path, problem: Problem, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(BadPlan) as caught:
        read_plan(folder, problem)
    assert f"{name}: dit bestand ontbreekt." in caught.value.sentences


@pytest.mark.parametrize("name", sorted(FILES - {"plan.html"}))
def test_a_file_that_is_not_utf8_is_named(folder: Path, problem: Problem, name: str) -> None:
    (folder / name).write_bytes("é".encode("latin-1"))
    with pytest.raises(BadPlan) as caught:
        read_plan(folder, problem, language="en")
    assert f"{name}: this file is not UTF-8. Save it again as CSV UTF-8." in caught.value.sentences


def test_a_folder_in_place_of_a_file_is_named(folder: Path, problem: Problem) -> None:
    (folder / "places.csv").unlink()
    (folder / "places.csv").mkdir()
    with pytest.raises(BadPlan, match=r"places\.csv: cannot be read: "):
        read_plan(folder, problem, language="en")


def test_everything_wrong_is_said_at_once(folder: Path, problem: Problem) -> None:
    respell(folder / "group_tutors.csv", first_cells("", "T9999", "chef"))
    respell(folder / "places.csv", first_cells("P9999", "nergens", "x"))
    (folder / "report.json").unlink()
    with pytest.raises(BadPlan) as caught:
        read_plan(folder, problem, language="en")
    places = [said.split(": ")[0] for said in caught.value.sentences]
    assert sorted(places) == [
        "group_tutors.csv, row 2, column role",
        "group_tutors.csv, row 2, column tutor_id",
        "places.csv, row 2, column group_id",
        "places.csv, row 2, column pupil_id",
        "places.csv, row 2, column rank",
        "report.json",
    ]


@pytest.mark.parametrize("read", [read_plan_summary, lambda p: read_plan(p, sample_problem(40, 1))])
def test_no_folder_is_no_plan(tmp_path: Path, read: Callable[[Path], object]) -> None:
    with pytest.raises(BadPlan, match="dat is geen map met een plan"):
        read(tmp_path / "weg")


def test_an_earlier_plan_may_name_who_is_no_longer_there(folder: Path, plan: Plan) -> None:
    other = sample_problem(40, 1)
    with pytest.raises(BadPlan):
        read_plan(folder, other)
    earlier = read_plan(folder, other, earlier=True)
    assert (earlier.groups, earlier.places) == (plan.groups, plan.places)
    assert (earlier.assignments, earlier.refusals) == (plan.assignments, ())


def test_a_summary_needs_the_plan_alone(folder: Path, plan: Plan) -> None:
    found = read_plan_summary(folder)
    assert (found.groups, found.places, found.placed) == (
        len(plan.groups),
        len(plan.places),
        len(plan.places_by_pupil),
    )
    assert found.sizes == {g.id: len(own) for g, own in plan.places_by_group.items()}
    assert sum(found.best_rank.values()) == sum(found.held.values()) == found.placed
    assert sum(found.refused.values()) == len(plan.refusals)
    assert found.tutors == len({given.tutor_id for given in plan.assignments})
    assert found.report.levels == plan.levels
    assert found.report.raw == report_of(folder)


def test_a_summary_of_a_broken_plan_says_what_is_wrong(folder: Path) -> None:
    respell(folder / "places.csv", first_cells("", "", "een"))
    with pytest.raises(BadPlan, match=r"places\.csv, rij 2, kolom rank: 'een' is geen geheel"):
        read_plan_summary(folder)


def test_a_town_is_written_and_read_in_seconds(tmp_path: Path) -> None:
    problem, plan = sample_problem(3000, 7), greedy_plan(3000, 7)
    began = time.perf_counter()
    write_plan(plan, problem, tmp_path / "plan", dataset_sha256="")
    assert read_plan(tmp_path / "plan", problem).places == plan.places
    assert time.perf_counter() - began < 5
