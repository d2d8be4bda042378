import json
from dataclasses import replace
from pathlib import Path

import pytest

from data.plan_files import PlanFolderError, check_plan_folder, read_plan, write_plan
from solver.plan import LostPromise, Plan
from solver.problem import Problem, further_gain, loss
from tests.data.plan_folders import FILES, contents, report_of, rows
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


def test_a_plan_folder_has_the_contracts_files_and_nothing_else(folder: Path) -> None:
    assert set(contents(folder)) == FILES
    assert [path.name for path in folder.parent.iterdir()] == ["plan"]


def test_the_page_can_be_left_out(tmp_path: Path, plan: Plan, problem: Problem) -> None:
    write_plan(plan, problem, tmp_path / "plan", dataset_sha256="", page=False)
    assert set(contents(tmp_path / "plan")) == FILES - {"plan.html"}


def test_tables_are_sorted_with_commas_and_line_feeds(folder: Path, plan: Plan) -> None:
    assert (
        (folder / "groups.csv")
        .read_bytes()
        .startswith(b"group_id,offer_id,block_id,room_id,size\n")
    )
    assert (folder / "places.csv").read_bytes().startswith(b"pupil_id,group_id,rank\n")
    for name in ("groups.csv", "group_tutors.csv", "places.csv"):
        assert b"\r" not in (folder / name).read_bytes()
        found = [tuple(row.values()) for row in rows(folder / name)]
        assert found == sorted(found)
    assert len(rows(folder / "places.csv")) == len(plan.places)


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
def test_line_ends_within_a_sentence_stay(
    end: str, tmp_path: Path, plan: Plan, problem: Problem
) -> None:
    detail = {"nl": f"De groep “Zon{end}Zee” is vol."}
    told = replace(plan, refusals=(replace(plan.refusals[0], detail=detail),))
    write_plan(told, problem, tmp_path / "plan", dataset_sha256="")
    assert read_plan(tmp_path / "plan", problem).refusals == told.refusals


def test_refusals_bear_the_rank_as_written_and_the_sentence(folder: Path, plan: Plan) -> None:
    found = {
        (row["pupil_id"], row["rank"], row["offer_id"], row["block_id"], row["location_id"]): (
            row["reason"],
            row["detail"],
        )
        for row in rows(folder / "refusals.csv")
    }
    assert found == {
        (
            r.wish.pupil_id,
            str(r.wish.stated_rank),
            r.wish.offer_id,
            r.wish.block_id or "",
            r.wish.location_id or "",
        ): (r.reason.value, r.detail["nl"])
        for r in plan.refusals
    }


def test_english_sentences_are_written_on_request(
    tmp_path: Path, plan: Plan, problem: Problem
) -> None:
    write_plan(plan, problem, tmp_path / "plan", dataset_sha256="", language="en")
    details = {row["detail"] for row in rows(tmp_path / "plan" / "refusals.csv")}
    assert details == {refusal.detail["en"] for refusal in plan.refusals}


def test_the_same_plan_gives_the_same_bytes(
    tmp_path: Path, folder: Path, plan: Plan, problem: Problem
) -> None:
    write_plan(plan, problem, tmp_path / "again", dataset_sha256="ab" * 32)
    assert contents(tmp_path / "again") == contents(folder)


def test_only_seconds_differ_between_runs_of_the_same_search(
    tmp_path: Path, folder: Path, plan: Plan, problem: Problem
) -> None:
    slower = replace(plan, seconds={"total": 99.0})
    write_plan(slower, problem, tmp_path / "again", dataset_sha256="ab" * 32)
    first, second = contents(folder), contents(tmp_path / "again")
    old, new = json.loads(first.pop("report.json")), json.loads(second.pop("report.json"))
    assert first == second
    assert (old.pop("seconds"), new.pop("seconds")) == (
        {"improve": 12.346, "total": 20.5},
        {"total": 99.0},
    )
    assert list(old.items()) == list(new.items())


def test_every_figure_of_the_report_is_true(folder: Path, plan: Plan, problem: Problem) -> None:
    report, best, held = report_of(folder), dict[str, int](), dict[str, int]()
    for row in rows(folder / "places.csv"):
        best[row["pupil_id"]] = min(best.get(row["pupil_id"], 99), int(row["rank"]))
        held[row["pupil_id"]] = held.get(row["pupil_id"], 0) + 1
    counts = report["counts"]
    assert isinstance(counts, dict)
    assert (counts["placed"], counts["places"]) == (len(best), sum(held.values()))
    assert counts["pupils"] == 150
    assert counts["pupils_with_wish"] - counts["placed"] == counts["without_place"]
    assert counts["best_rank"] == {
        str(rank): sum(own == rank for own in best.values()) for rank in sorted({*best.values()})
    }
    assert counts["refused"] == len(rows(folder / "refusals.csv"))
    assert sum(counts["refused_by_reason"].values()) == counts["refused"]
    assert counts["granted"] + counts["refused"] == counts["wishes"] == len(problem.wishes)
    assert counts["groups"] == len(rows(folder / "groups.csv"))
    assert sum(counts["groups_by_kind"].values()) == counts["groups"]
    assert counts["tutors_used"] == len({r["tutor_id"] for r in rows(folder / "group_tutors.csv")})
    assert report["levels"] == [
        {
            "name": name,
            "value": value,
            "bound": level.bound,
            "gap": abs(level.bound - value) / max(1, abs(level.bound), abs(value)),
            "proven": level.bound == value,
            "maximise": level.maximise,
        }
        for level, (name, value) in zip(
            plan.levels,
            (
                ("placed", len(best)),
                ("loss", sum(loss(rank) for rank in best.values())),
                ("further", sum(further_gain(count) for count in held.values())),
            ),
            strict=True,
        )
    ]


def test_hours_cost_and_free_seats_are_counted_by_hand(
    folder: Path, plan: Plan, problem: Problem
) -> None:
    counts = report_of(folder)["counts"]
    assert isinstance(counts, dict)
    hours, cents = 0.0, sum(problem.offer_by_id[g.offer_id].group_cents for g in plan.groups) / 1.0
    for group, tutor_id, _ in plan.assignments:
        own = sum(s.end - s.start for s in problem.block_by_id[group.block_id].sessions) / 60
        hours += own
        cents += own * problem.tutor_by_id[tutor_id].hourly_cents
    free = sum(
        min(problem.offer_by_id[g.offer_id].max_size, problem.room_by_id[g.room_id].capacity)
        - len(plan.places_by_group[g])
        for g in plan.groups
    )
    assert counts["tutor_hours"] == pytest.approx(hours)
    assert counts["cost_eur"] == pytest.approx(cents / 100)
    assert counts["free_seats"] == free


def test_the_report_says_where_it_comes_from(folder: Path, problem: Problem) -> None:
    report = report_of(folder)
    assert report["dataset_sha256"] == "ab" * 32
    assert report["draw_seed"] == problem.season.draw_seed
    assert (report["status"], report["policy"], report["language"]) == ("feasible", "best", "nl")
    assert list(report["versions"]) == ["zomerwijzer", "ortools", "python"]  # type: ignore[call-overload]
    assert "promises" not in report


def test_promises_are_counted_where_there_was_an_earlier_plan(
    tmp_path: Path, plan: Plan, problem: Problem
) -> None:
    first = plan.places[0]
    lost = LostPromise(first.pupil_id, first.group, "full", {"nl": "Vol.", "en": "Full."})
    later = replace(plan, lost_promises=(lost,))
    write_plan(later, problem, tmp_path / "plan", dataset_sha256="", previous=plan)
    assert report_of(tmp_path / "plan")["promises"] == {
        "kept": len(plan.places) - 1,
        "lost": [
            {
                "pupil_id": first.pupil_id,
                "group_id": first.group.id,
                "offer_id": first.group.offer_id,
                "block_id": first.group.block_id,
                "room_id": first.group.room_id,
                "reason": "full",
                "detail": "Vol.",
            }
        ],
    }
    assert read_plan(tmp_path / "plan", problem).lost_promises == (
        replace(lost, detail={"nl": "Vol."}),
    )


def test_an_earlier_plan_is_replaced_and_other_files_stay(
    folder: Path, plan: Plan, problem: Problem
) -> None:
    (folder / "notities.txt").write_text("van de planner")
    (folder / "brieven").mkdir()
    (folder / "brieven" / "1.txt").write_text("beste")
    smaller = replace(plan, refusals=())
    write_plan(smaller, problem, folder, dataset_sha256="cd" * 32, page=False)
    assert {path.name for path in folder.iterdir()} == FILES - {"plan.html"} | {
        "notities.txt",
        "brieven",
    }
    assert (folder / "brieven" / "1.txt").read_text() == "beste"
    assert report_of(folder)["dataset_sha256"] == "cd" * 32
    assert [path.name for path in folder.parent.iterdir()] == ["plan"]


def test_an_empty_folder_is_used(tmp_path: Path, plan: Plan, problem: Problem) -> None:
    (tmp_path / "plan").mkdir()
    write_plan(plan, problem, tmp_path / "plan", dataset_sha256="")
    assert set(contents(tmp_path / "plan")) == FILES


def test_missing_parents_are_made(tmp_path: Path, plan: Plan, problem: Problem) -> None:
    write_plan(plan, problem, tmp_path / "2027" / "juli" / "plan", dataset_sha256="")
    assert set(contents(tmp_path / "2027" / "juli" / "plan")) == FILES


def test_a_link_to_a_plan_stays_a_link(
    tmp_path: Path, folder: Path, plan: Plan, problem: Problem
) -> None:
    (tmp_path / "laatste").symlink_to(folder)
    write_plan(plan, problem, tmp_path / "laatste", dataset_sha256="ef" * 32)
    assert (tmp_path / "laatste").is_symlink()
    assert report_of(folder)["dataset_sha256"] == "ef" * 32


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("nl", "De map {} is niet leeg en bevat geen plan. Kies een lege of een nieuwe map."),
        ("en", "The folder {} is not empty and holds no plan. Choose an empty or a new folder."),
    ],
)
def test_a_folder_with_something_else_is_left_alone(
    tmp_path: Path, plan: Plan, problem: Problem, language: str, sentence: str
) -> None:
    (tmp_path / "foto.jpg").write_bytes(b"zomer")
    with pytest.raises(PlanFolderError) as caught:
        write_plan(plan, problem, tmp_path, dataset_sha256="", language=language)
    assert str(caught.value) == sentence.format(tmp_path)
    assert contents(tmp_path) == {"foto.jpg": b"zomer"}


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("nl", "{} bestaat al en is geen map. Kies een andere naam voor het plan."),
        ("en", "{} exists already and is not a folder. Choose another name for the plan."),
    ],
)
def test_a_file_is_left_alone(tmp_path: Path, language: str, sentence: str) -> None:
    (tmp_path / "plan").write_bytes(b"zomer")
    with pytest.raises(PlanFolderError) as caught:
        check_plan_folder(tmp_path / "plan", language=language)
    assert str(caught.value) == sentence.format(tmp_path / "plan")
    assert contents(tmp_path) == {"plan": b"zomer"}


def test_a_broken_link_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "plan").symlink_to(tmp_path / "weg")
    with pytest.raises(PlanFolderError, match="is geen map"):
        check_plan_folder(tmp_path / "plan")


@pytest.mark.parametrize("name", ["plan", "2027/plan"])
def test_a_path_below_a_file_cannot_be_written(
    tmp_path: Path, plan: Plan, problem: Problem, name: str
) -> None:
    (tmp_path / "file").write_bytes(b"zomer")
    with pytest.raises(
        PlanFolderError, match=r"een deel van het pad is geen map\. Er is niets ver"
    ):
        write_plan(plan, problem, tmp_path / "file" / name, dataset_sha256="")
    assert contents(tmp_path) == {"file": b"zomer"}


def test_a_place_without_rights_cannot_be_written(plan: Plan, problem: Problem) -> None:
    with pytest.raises(
        PlanFolderError, match=r"^Het plan kan niet in /proc/plan geschreven worden"
    ):
        write_plan(plan, problem, Path("/proc/plan"), dataset_sha256="")


def test_a_failure_half_way_leaves_the_earlier_plan(
    tmp_path: Path, plan: Plan, problem: Problem
) -> None:
    out = tmp_path / ("p" * 240)
    write_plan(plan, problem, tmp_path / "plan", dataset_sha256="")
    (tmp_path / "plan").rename(out)
    before = contents(out)
    # The hidden sibling's name is longer than the file system allows.
    with pytest.raises(PlanFolderError, match="de naam is te lang"):
        write_plan(replace(plan, refusals=()), problem, out, dataset_sha256="new")
    assert contents(out) == before
    assert [path.name for path in tmp_path.iterdir()] == [out.name]


def test_parents_made_for_a_plan_that_failed_are_gone(
    tmp_path: Path, plan: Plan, problem: Problem
) -> None:
    with pytest.raises(PlanFolderError, match="the name is too long"):
        write_plan(
            plan, problem, tmp_path / "a" / "b" / ("p" * 250), dataset_sha256="", language="en"
        )
    assert list(tmp_path.iterdir()) == []
