"""Runs: the list, starting one, its page, what came of it, comparing."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from sqlalchemy import delete, func, select, update

from models import Child, OfferBlock, Place, PlanningRun
from models.database import reading, writing
from models.enums import Phase, RunStatus
from models.seats import give_back
from scheduler.rights import account
from scheduler.season.runs import RunOptions, start_run
from tests.web.queries import counted
from tests.web.site import Site
from tests.web.summer import Summer, put_summer

HERE = "/werk/gent/zomer-2028/plannen"
PAGES = ("", "/nieuw", "/vergelijken")
OF_A_RUN = ("", "/voortgang", "/verdeling", "/plan.zip", "/plan.html", "/stroom")
FORM = {"time": "1", "gap": "0.01", "keep": "y", "policy": ""}


def summer_in(site: Site, phase: Phase = Phase.CLOSED, **own: object) -> Summer:
    return put_summer(site.engine, site.town, at=site.clock.at, phase=phase, **own)  # type: ignore[arg-type]


def queued(site: Site, season: int, who: str = "coordinator") -> int:
    with writing(site.engine).begin() as session:
        return start_run(
            session,
            actor=account(site.town.accounts[who]),
            season_id=season,
            options=RunOptions(seconds=60.0),
            now=site.clock.at,
        )


def runs(site: Site, season: int) -> list[PlanningRun]:
    with reading(site.engine)() as session:
        mine = select(PlanningRun).where(PlanningRun.season_id == season)
        return list(session.scalars(mine.order_by(PlanningRun.id)))


def test_an_empty_list_says_how_to_begin(site: Site) -> None:
    summer_in(site, Phase.WISHES_OPEN)
    page = site.browser("planner").get(HERE).text
    assert "Begin gerust met één minuut" in page
    assert "Bereken een plan" in page


def test_the_list_tells_how_good_each_run_is(site: Site) -> None:
    made = summer_in(site)
    page = site.browser("reader").get(HERE).text
    assert "bewezen: er bestaat geen plan met meer geplaatste kinderen" in page
    assert f'value="run-{made.run}"' in page
    assert "Bereken een plan" not in page
    assert "Zo een berekening is er niet" in site.browser("reader").get(f"{HERE}?zoek=niemand").text
    assert "klaar" in site.browser("reader").get(f"{HERE}?stand=done&sorteer=-tijd").text
    assert "Zo een berekening is er niet" in site.browser("reader").get(f"{HERE}?stand=failed").text


def test_a_run_is_started_with_what_was_chosen(site: Site) -> None:
    made = summer_in(site)
    browser = site.browser("planner")
    assert "Zoveel mogelijk kinderen krijgen een plaats" in browser.get(f"{HERE}/nieuw").text
    answer = browser.post(f"{HERE}/nieuw", **FORM)
    (*_, run) = runs(site, made.season)
    assert (answer.status_code, answer.location) == (302, f"{HERE}/{run.id}")
    assert (run.status, run.seconds_asked) == (RunStatus.QUEUED, 60.0)
    assert run.asked_by_id == site.town.accounts["planner"]
    assert run.options == {
        "seconds": 60.0,
        "gap": 0.01,
        "policy": None,
        "repeatable": False,
        "keep_promises": True,
        "language": "nl",
    }
    assert "staat klaar en begint zo" in browser.get(answer.location).text


def test_own_minutes_another_way_to_give_places_and_repeatable(site: Site) -> None:
    made = summer_in(site)
    own = {**FORM, "time": "eigen", "minutes": "7", "policy": "draw", "repeatable": "y"}
    del own["keep"]
    site.browser("planner").post(f"{HERE}/nieuw", **own)
    (*_, run) = runs(site, made.season)
    assert run.seconds_asked == 420.0
    assert (run.options["policy"], run.options["repeatable"]) == ("draw", True)
    assert run.options["keep_promises"] is False
    page = site.browser("planner").get(f"{HERE}/{run.id}").text
    assert "De loting bepaalt wie eerst aan de beurt is" in page
    assert "Houdt geen rekening met plaatsen die gezinnen al weten." in page


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ({"time": "eigen", "minutes": ""}, "Kies een aantal minuten van 1 tot 1440."),
        ({"time": "eigen", "minutes": "0"}, "Kies een aantal minuten van 1 tot 1440."),
        ({"time": "eigen", "minutes": "1441"}, "Kies een aantal minuten van 1 tot 1440."),
        ({"time": "eigen", "minutes": "veel"}, "Kies een aantal minuten van 1 tot 1440."),
        ({"time": "eeuwig"}, "Not a valid choice"),
        ({"gap": "7"}, "Not a valid choice"),
    ],
)
def test_what_cannot_be_is_said_and_starts_nothing(
    site: Site, own: dict[str, str], said: str
) -> None:
    made = summer_in(site)
    answer = site.browser("planner").post(f"{HERE}/nieuw", **{**FORM, **own})
    assert answer.status_code == 422
    assert "Er klopt iets niet" in answer.text
    if said != "Not a valid choice":
        assert said in answer.text
    assert len(runs(site, made.season)) == 1


def test_a_season_half_filled_in_says_what_is_missing_and_where(site: Site) -> None:
    made = summer_in(site)
    with writing(site.engine).begin() as session:
        session.execute(delete(OfferBlock).where(OfferBlock.season_id == made.season))
    answer = site.browser("planner").post(f"{HERE}/nieuw", **FORM)
    assert answer.status_code == 422
    assert "Eerst nog dit in orde brengen" in answer.text
    assert "offers.csv, rij 2, kolom blocks" in answer.text
    assert len(runs(site, made.season)) == 1


def test_a_season_that_is_over_is_not_planned(site: Site) -> None:
    made = summer_in(site, Phase.ARCHIVED)
    answer = site.browser("planner").post(f"{HERE}/nieuw", **FORM)
    assert (answer.status_code, "deze zomer is afgelopen" in answer.text) == (422, True)
    assert len(runs(site, made.season)) == 1


def test_a_finished_run_tells_its_figures(site: Site) -> None:
    made = summer_in(site)
    page = site.browser("planner").get(f"{HERE}/{made.run}").text
    for said in (
        "Bewaar als versie",
        "Zoveel mogelijk kinderen een plaats",
        "bewezen: er bestaat geen plan met meer geplaatste kinderen",
        "Waarom wensen niet konden",
        "Het plan als bestanden",
    ):
        assert said in page
    reader = site.browser("reader").get(f"{HERE}/{made.run}").text
    assert "Bewaar als versie" not in reader
    assert "Het plan als bestanden" not in reader


def test_what_was_promised_and_what_was_lost_is_told(site: Site) -> None:
    made = summer_in(site)
    with writing(site.engine).begin() as session:
        run = session.get_one(PlanningRun, made.run)
        run.report = {
            **(run.report or {}),
            "promises": {"kept": 3, "lost": [{"pupil_id": "p-1", "detail": "Geen lokaal."}]},
        }
    page = site.browser("planner").get(f"{HERE}/{made.run}").text
    assert "3 beloofde plaatsen blijven." in page
    assert "p-1: Geen lokaal." in page
    assert "p-1" not in site.browser("reader").get(f"{HERE}/{made.run}").text


def test_a_run_that_failed_says_why(site: Site) -> None:
    made = summer_in(site)
    run = queued(site, made.season)
    with writing(site.engine).begin() as session:
        session.execute(
            update(PlanningRun)
            .where(PlanningRun.id == run)
            .values(status=RunStatus.FAILED, ended_at=site.clock.at, error="Te weinig\nlokalen.")
        )
    page = site.browser("planner").get(f"{HERE}/{run}").text
    assert "Dit is niet gelukt." in page
    assert "<p>lokalen.</p>" in page


def test_a_run_is_stopped_once(site: Site) -> None:
    made = summer_in(site)
    run = queued(site, made.season)
    browser = site.browser("planner")
    answer = browser.post(f"{HERE}/{run}/stoppen")
    assert (answer.status_code, answer.location) == (302, f"{HERE}/{run}")
    assert runs(site, made.season)[-1].status is RunStatus.STOPPED
    assert "gestopt voor er een plan was" in browser.get(f"{HERE}/{run}").text
    assert browser.post(f"{HERE}/{run}/stoppen").status_code == 409
    assert site.browser("reader").post(f"{HERE}/{run}/stoppen").status_code == 403


def test_the_plan_is_there_to_take_along(site: Site) -> None:
    made = summer_in(site)
    browser = site.browser("planner")
    answer = browser.get(f"{HERE}/{made.run}/plan.zip")
    assert answer.headers["Content-Disposition"] == f"attachment; filename=plan-{made.run}.zip"
    with ZipFile(BytesIO(answer.data)) as folder:
        assert sorted(folder.namelist()) == [
            "group_tutors.csv",
            "groups.csv",
            "places.csv",
            "plan.html",
            "refusals.csv",
            "report.json",
        ]
        assert b"Het zomerplan" in folder.read("plan.html")
    page = browser.get(f"{HERE}/{made.run}/plan.html")
    nonce = page.headers["Content-Security-Policy"].split("'nonce-")[1].split("'")[0]
    assert f'<style nonce="{nonce}">' in page.text


def test_a_run_without_a_plan_has_none_to_take_along(site: Site) -> None:
    made = summer_in(site)
    run = queued(site, made.season)
    browser = site.browser("planner")
    for page in ("/plan.zip", "/plan.html", "/verdeling"):
        assert browser.get(f"{HERE}/{run}{page}").status_code == 409


def test_how_places_are_spread_hides_small_counts(site: Site) -> None:
    made = summer_in(site)
    page = site.browser("reader").get(f"{HERE}/{made.run}/verdeling").text
    assert "alle kinderen" in page
    assert "Buurt: woont het dichtst bij" in page
    assert "niet getoond" in page


def test_two_plans_side_by_side(site: Site) -> None:
    made = summer_in(site, Phase.PLANNED)
    words = f"met=run-{made.run}&met=version-{made.version}"
    page = site.browser("planner").get(f"{HERE}/vergelijken?{words}").text
    assert "Twee plannen naast elkaar" in page
    assert "kinderen zijn even goed af." in page
    choose = site.browser("planner").get(f"{HERE}/vergelijken?met=run-{made.run}").text
    assert "Kies precies twee plannen." in choose
    assert choose.count("checked") == 1


def test_who_gains_is_named_to_planners_only(site: Site) -> None:
    made = summer_in(site, Phase.PUBLISHED)
    with writing(site.engine).begin() as session:
        session.execute(
            update(Child).where(Child.season_id == made.season).values(first_name="Zonnekind")
        )
    with writing(site.engine).begin() as session:
        place = session.scalars(select(Place.id).where(Place.version_id == made.version)).first()
        assert place is not None
        give_back(session, season_id=made.season, place_id=place, at=site.clock.at)
    words = f"met=version-{made.version}&met=run-{made.run}"
    page = site.browser("planner").get(f"{HERE}/vergelijken?{words}").text
    assert "een plaats of geen" in page
    assert "Zonnekind" in page
    assert "Zonnekind" not in site.browser("reader").get(f"{HERE}/vergelijken?{words}").text


@pytest.mark.parametrize("words", ["met=run-1&met=run-999", "met=run-x&met=evil", "met=a&met=b"])
def test_plans_that_are_not_there_are_not_compared(site: Site, words: str) -> None:
    summer_in(site)
    assert site.browser("planner").get(f"{HERE}/vergelijken?{words}").status_code == 404


def test_each_page_is_for_its_roles(site: Site) -> None:
    made = summer_in(site)
    planners = ("/nieuw", f"/{made.run}/plan.zip", f"/{made.run}/plan.html")
    readers = ("", "/vergelijken", *(f"/{made.run}{page}" for page in OF_A_RUN[:3]))
    expected = {
        "coordinator": (200, 200),
        "planner": (200, 200),
        "reader": (403, 200),
        "desk": (403, 403),
        "organiser": (403, 403),
        "of another municipality": (404, 404),
    }
    for who, (planning, looking) in expected.items():
        browser = site.browser(who)
        found = {page: browser.get(f"{HERE}{page}").status_code for page in (*planners, *readers)}
        assert (who, found) == (
            who,
            dict.fromkeys(planners, planning) | dict.fromkeys(readers, looking),
        )


def test_another_municipalitys_runs_are_not_here(site: Site) -> None:
    summer_in(site)
    other = put_summer(
        site.engine, site.town, at=site.clock.at, municipality="aalst", phase=Phase.PLANNED
    )
    theirs = queued(site, other.season, "of another municipality")
    browser = site.browser("coordinator")
    for page in OF_A_RUN:
        assert browser.get(f"{HERE}/{other.run}{page}").status_code == 404
    assert browser.post(f"{HERE}/{theirs}/stoppen").status_code == 404
    assert runs(site, other.season)[-1].stop_requested is False
    words = f"met=run-{other.run}&met=version-{other.version}"
    assert browser.get(f"{HERE}/vergelijken?{words}").status_code == 404


def test_the_list_asks_the_database_as_often_for_many_runs(site: Site) -> None:
    made = summer_in(site)
    browser = site.browser("planner")

    def asked() -> int:
        with counted(site) as said:
            assert browser.get(HERE).status_code == 200
        return len(said)

    few = asked()
    for _ in range(12):
        queued(site, made.season)
    site.clock.wait(seconds=1)
    assert (asked(), few <= 10) == (few, True)


def test_nothing_is_written_by_looking(site: Site) -> None:
    made = summer_in(site)
    site.clock.at += timedelta(minutes=1)
    with reading(site.engine)() as session:
        before = session.scalar(select(func.count()).select_from(PlanningRun))
    for page in PAGES:
        site.browser("planner").get(f"{HERE}{page}")
    with reading(site.engine)() as session:
        assert session.scalar(select(func.count()).select_from(PlanningRun)) == before
    assert runs(site, made.season)[0].status is RunStatus.DONE
