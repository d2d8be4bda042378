import hashlib
import os
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from data.dataset import read_dataset
from data.references import municipalities
from data.sample import sample_tables
from data.sample_draws import Draws, Weighted
from data.table_names import TABLE_NAMES
from data.write_tables import Table, write_tables
from tests.data.sample_plans import sample_problem

ROOT = Path(__file__).parents[2]


def column(table: Table, name: str) -> list[object]:
    header, rows = table
    return [row[header.index(name)] for row in rows]


def season_of(tables: dict[str, Table]) -> dict[str, object]:
    return {str(key): value for key, value in tables["season"][1]}


@pytest.mark.parametrize(
    ("pupils", "seed"), [(1, 1), (2, 2), (7, 3), (40, 4), (150, 5), (600, 6), (600, 7), (3000, 8)]
)
def test_a_sample_is_a_dataset_without_errors_or_warnings(
    tmp_path: Path, pupils: int, seed: int
) -> None:
    write_tables(sample_tables(pupils, seed), tmp_path / "season")
    found = read_dataset(tmp_path / "season")
    assert (len(found.pupils), found.warnings) == (pupils, ())


@pytest.mark.parametrize("seed", range(20))
def test_small_samples_of_many_seeds_are_datasets(tmp_path: Path, seed: int) -> None:
    write_tables(sample_tables(30, seed), tmp_path / "season")
    assert read_dataset(tmp_path / "season").warnings == ()


def test_a_workbook_holds_the_same_dataset(tmp_path: Path) -> None:
    tables = sample_tables(60, 1)
    write_tables(tables, tmp_path / "season")
    write_tables(tables, tmp_path / "season.xlsx")
    folder, workbook = read_dataset(tmp_path / "season"), read_dataset(tmp_path / "season.xlsx")
    assert folder.sha256 == workbook.sha256


def test_every_table_of_the_contract_is_there() -> None:
    assert tuple(sample_tables(50, 1)) == TABLE_NAMES


@pytest.mark.parametrize("year", [2024, 2026, 2029])
def test_another_year_is_a_dataset_too(tmp_path: Path, year: int) -> None:
    write_tables(sample_tables(80, 1, year=year), tmp_path / "season")
    found = read_dataset(tmp_path / "season")
    assert (found.season.first_day, found.warnings) == (date(year, 7, 1), ())


def test_free_days_have_no_sessions() -> None:
    for year in (2026, 2027, 2028):
        days = set(column(sample_tables(5, 1, year=year)["sessions"], "date"))
        assert not days & {date(year, 7, 21), date(year, 8, 15)}


def test_the_season_has_every_kind_of_block_offer_and_wish() -> None:
    tables = sample_tables(3000, 7)
    starts = {str(block_id).split("-")[-1] for block_id in column(tables["blocks"], "block_id")}
    assert {"vm", "nm", "dag", "09", "17"} <= starts
    assert set(column(tables["offers"], "kind")) == {"programme", "tutoring"}
    assert set(column(tables["links"], "kind")) == {"same_group", "same_site"}
    assert set(column(tables["links"], "strict")) == {True, False}
    assert set(column(tables["availability"], "kind")) == {"room", "tutor", "pupil"}
    assert set(column(tables["travel"], "from")) == {"pupil", "tutor", "location"}
    assert set(column(tables["pupils"], "max_places")) == {1, 2, 3}
    assert {None} < set(column(tables["pupils"], "lat"))
    assert {None, "-"} < set(column(tables["offers"], "lead_goals"))
    needs = {need for pupil in sample_problem(3000, 7).pupils for need in pupil.place_needs}
    assert {"step_free", "accessible_toilet", "quiet_space", "hearing_loop"} <= needs


def test_some_families_tie_wishes_and_some_skip_a_rank() -> None:
    ranks: dict[object, list[int]] = {}
    for pupil_id, rank, *_ in sample_tables(600, 1)["wishes"][1]:
        ranks.setdefault(pupil_id, []).append(int(str(rank)))
    assert any(len(set(own)) < len(own) for own in ranks.values())
    assert any(max(own) > len(own) for own in ranks.values())
    assert all(own[0] == 1 and own == sorted(own) for own in ranks.values())


def test_some_seasons_have_a_budget_and_most_have_none() -> None:
    budgets = [season_of(sample_tables(40, seed))["budget_eur"] for seed in range(40)]
    assert 3 <= sum(budget is not None for budget in budgets) <= 20


def test_demand_is_as_hard_as_a_real_season() -> None:
    """Four wishes a child, some of whom ask for what cannot be; about one tutor for twelve."""
    problem = sample_problem(3000, 7)
    assert 3.5 <= len(problem.wishes) / 3000 <= 4.3
    assert 2850 <= len(problem.wishes_by_pupil) < 3000
    assert len(problem.tutors) == 255
    assert (len(problem.locations), len(problem.offers)) == (34, 78)


def test_tighter_means_fewer_tutors() -> None:
    assert [len(sample_tables(600, 1, tight=tight)["tutors"][1]) for tight in (0.5, 0.85, 1.2)] == [
        30,
        51,
        72,
    ]


def test_municipalities_are_those_asked_for_and_real() -> None:
    tables = sample_tables(400, 1, nis=["44021", "44083"])
    season = season_of(tables)
    assert season["nis"] == "44021|44083"
    assert season["municipality"] == "Gent en Deinze"
    assert len(tables["locations"][1]) == 2 * 9


def test_without_nis_the_seed_picks_a_flemish_municipality() -> None:
    found = {season_of(sample_tables(1, seed))["nis"] for seed in range(12)}
    assert len(found) > 6
    assert {municipalities()[str(nis)].region for nis in found} == {"Vlaams Gewest"}


@pytest.mark.parametrize("pupils", [0, -3, 50_001])
def test_a_size_out_of_range_is_refused(pupils: int) -> None:
    with pytest.raises(ValueError, match=f"pupils is from 1 to 50000, not {pupils}"):
        sample_tables(pupils, 1)


def test_no_tutors_at_all_is_refused() -> None:
    with pytest.raises(ValueError, match="tight is above 0, not 0"):
        sample_tables(10, 1, tight=0)


def test_an_unknown_municipality_is_refused_with_the_nearest() -> None:
    with pytest.raises(ValueError, match="no municipality has NIS code '44022'; near it: 4"):
        sample_tables(10, 1, nis=["44022"])


def test_no_municipality_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one municipality"):
        sample_tables(10, 1, nis=[])


def test_the_same_arguments_give_the_same_tables_under_any_hash_seed() -> None:
    program = (
        "import hashlib; from data.sample import sample_tables;"
        "print(hashlib.sha256(repr(sample_tables(200, 3)).encode()).hexdigest())"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", program],
            check=True,
            capture_output=True,
            text=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout.strip()
        for seed in ("0", "1", "12345")
    }
    assert found == {hashlib.sha256(repr(sample_tables(200, 3)).encode()).hexdigest()}


def test_another_seed_gives_another_season() -> None:
    assert sample_tables(50, 1)["wishes"] != sample_tables(50, 2)["wishes"]


def test_a_large_season_is_made_quickly() -> None:
    began = time.perf_counter()
    sample_tables(3000, 1)
    assert time.perf_counter() - began < 3


def test_draws_are_what_they_were_on_every_version() -> None:
    draws = Draws("zomer")
    assert [draws.whole(1, 100) for _ in range(6)] == [100, 1, 72, 86, 82, 59]


def test_some_takes_as_many_as_asked_in_their_order() -> None:
    draws = Draws("some")
    for count in range(7):
        found = draws.some("abcde", count)
        assert (len(found), found) == (min(count, 5), sorted(found))


def test_weighted_picks_follow_their_weights() -> None:
    draws, things = Draws("weights"), Weighted("ab", (1, 9))
    found = [draws.weighed(things) for _ in range(1000)]
    assert 850 <= found.count("b") <= 950


def test_there_is_nothing_to_pick_from_an_empty_list() -> None:
    with pytest.raises(ValueError, match="nothing to pick from"):
        Weighted((), ())
