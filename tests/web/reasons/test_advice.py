"""Asking what would help most: the form, the run, its page while it works and after."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select, update

from data.problem import to_problem
from data.season_rows import unpack_dataset, unpack_plan, unpack_promised
from models import AuditEntry, Child, Offer, Place, PlanningRun, Season
from models.database import reading, writing
from models.enums import Phase, PlaceStatus, RunKind, RunStatus
from scheduler.rights import account
from scheduler.season.advice import AdviceOptions, start_advice
from scheduler.season.refusals import BadValue, NoPlanYet, PlanIsOld
from scheduler.season.versions import keep_plan
from solver.check import check_rules
from tests.web.reasons.pages import HERE
from tests.web.site import Site
from tests.web.summer import Summer, put_summer

ADVICE = f"{HERE}/advies"


@pytest.fixture
def summer(site: Site) -> Summer:
    return put_summer(site.engine, site.town, at=site.clock.at)


def advice_of(site: Site, number: int) -> PlanningRun:
    with reading(site.engine)() as session:
        return session.scalars(select(PlanningRun).where(PlanningRun.id == number)).one()


def packed(site: Site, number: int) -> tuple[bytes, bytes]:
    with reading(site.engine)() as session:
        found = session.execute(
            select(PlanningRun.dataset, PlanningRun.given_plan).where(PlanningRun.id == number)
        ).one()
        assert found.given_plan is not None
        return found.dataset, found.given_plan


def asked(site: Site, source: str, minutes: str = "5") -> int:
    """Send the form; the number of the run that it queued."""
    answer = site.browser("planner").post(f"{ADVICE}/nieuw", source=source, minutes=minutes)
    assert answer.status_code == 302
    return int(str(answer.location).rsplit("/", 1)[1])


def ended(site: Site, number: int, **values: Any) -> None:
    """What the worker does with a run."""
    with writing(site.engine).begin() as session:
        session.execute(
            update(PlanningRun)
            .where(PlanningRun.id == number)
            .values(started_at=site.clock.at, ended_at=site.clock.at, **values)
        )


@pytest.mark.parametrize("source", ["versie", "berekening"])
def test_advice_is_asked_beside_a_version_or_a_run(site: Site, summer: Summer, source: str) -> None:
    number = asked(site, f"{source}-{summer.version if source == 'versie' else summer.run}", "15")
    run = advice_of(site, number)
    assert (run.kind, run.status, run.seconds_asked) == (RunKind.ADVICE, RunStatus.QUEUED, 900.0)
    dataset, plan = packed(site, number)
    problem = to_problem(unpack_dataset(dataset))
    assert check_rules(problem, unpack_plan(plan)) == ()
    assert unpack_promised(dataset, problem) is None
    with reading(site.engine)() as session:
        verbs = session.scalars(
            select(AuditEntry.verb).where(AuditEntry.subject_id == number)
        ).all()
    assert "start_advice" in verbs


def test_beside_a_published_version_its_promises_are_kept(site: Site) -> None:
    summer = put_summer(site.engine, site.town, at=site.clock.at, phase=Phase.PUBLISHED)
    dataset, plan = packed(site, asked(site, f"versie-{summer.version}"))
    problem = to_problem(unpack_dataset(dataset))
    promised = unpack_promised(dataset, problem)
    assert promised is not None
    assert promised.places == unpack_plan(plan).places
    assert check_rules(problem, unpack_plan(plan), previous=promised) == ()


def test_a_form_that_cannot_be_says_why(site: Site, summer: Summer) -> None:
    browser = site.browser("planner")
    nothing = browser.post(f"{ADVICE}/nieuw", source=f"versie-{summer.version}")
    assert (nothing.status_code, "Kies hoe lang." in nothing.text) == (422, True)
    other = browser.post(f"{ADVICE}/nieuw", source="versie-987654", minutes="5")
    assert other.status_code == 422
    with writing(site.engine).begin() as session:
        session.execute(update(Season).values(phase=Phase.ARCHIVED))
    over = browser.post(f"{ADVICE}/nieuw", source=f"versie-{summer.version}", minutes="5")
    assert over.status_code == 422
    with reading(site.engine)() as session:
        kinds = session.scalars(select(PlanningRun.kind)).all()
    assert set(kinds) == {RunKind.PLAN}


def test_another_municipality_cannot_be_asked_about(site: Site, summer: Summer) -> None:
    there = put_summer(site.engine, site.town, at=site.clock.at, municipality="aalst")
    browser = site.browser("planner")
    answer = browser.post(f"{ADVICE}/nieuw", source=f"versie-{there.version}", minutes="5")
    assert answer.status_code == 422
    assert browser.post(f"{ADVICE}/{there.run}/stoppen").status_code == 404
    assert browser.get(f"{ADVICE}/{there.run}").status_code == 404
    assert summer.run != there.run


def test_what_the_verb_refuses(site: Site, summer: Summer) -> None:
    actor = account(site.town.accounts["planner"])
    by: dict[str, Any] = {"actor": actor, "season_id": summer.season, "now": site.clock.at}
    with writing(site.engine)() as session:
        for wrong in (AdviceOptions(seconds=0), AdviceOptions(seconds=3601), AdviceOptions(top=0)):
            with pytest.raises(BadValue):
                start_advice(session, options=wrong, run_id=summer.run, **by)
        with pytest.raises(BadValue):
            start_advice(session, options=AdviceOptions(), **by)
        with pytest.raises(BadValue):
            start_advice(
                session,
                options=AdviceOptions(),
                run_id=summer.run,
                version_id=summer.version,
                **by,
            )
        number = start_advice(session, options=AdviceOptions(), run_id=summer.run, **by)
        with pytest.raises(NoPlanYet):
            start_advice(session, options=AdviceOptions(), run_id=number, **by)
        with pytest.raises(NoPlanYet):
            keep_plan(session, run_id=number, name="Advies", **by)
        session.rollback()


def test_a_version_that_names_what_has_gone_is_too_old(site: Site, summer: Summer) -> None:
    by: dict[str, Any] = {
        "actor": account(site.town.accounts["planner"]),
        "season_id": summer.season,
        "now": site.clock.at,
    }
    with writing(site.engine)() as session:
        place = select(Place.child_id).where(
            Place.version_id == summer.version, Place.status == PlaceStatus.HELD
        )
        session.execute(
            update(Child)
            .where(Child.id == place.limit(1).scalar_subquery())
            .values(withdrawn_at=site.clock.at)
        )
        with pytest.raises(PlanIsOld):
            start_advice(session, options=AdviceOptions(), version_id=summer.version, **by)
        session.rollback()


def test_the_page_while_it_waits_works_and_is_done(site: Site, summer: Summer) -> None:
    number = asked(site, f"versie-{summer.version}")
    browser = site.browser("planner")
    path = f"{ADVICE}/{number}"
    assert "De vraag staat klaar en begint zo." in browser.get(path).text
    assert 'http-equiv="refresh"' not in browser.get(path).text
    assert 'http-equiv="refresh" content="10"' in browser.get(f"{path}?ververs=1").text
    with writing(site.engine).begin() as session:
        session.execute(
            update(PlanningRun)
            .where(PlanningRun.id == number)
            .values(started_at=site.clock.at, stage="advise", best=3, bound=12)
        )
    part = browser.get(f"{path}?deel=1").text
    assert "Doorgerekend: 3 van 12 voorstellen." in part
    assert "<html" not in part
    with reading(site.engine)() as session:
        offer = session.scalars(
            select(Offer).where(Offer.season_id == summer.season).order_by(Offer.id)
        ).first()
    assert offer is not None
    told = {"nl": "Eén groep meer", "en": "One group more"}
    ended(
        site,
        number,
        status=RunStatus.DONE,
        report={
            "waiting": 5,
            "tried": 2,
            "candidates": 4,
            "advice": [
                {
                    "kind": "group",
                    "offer_id": offer.code,
                    "placed": 3,
                    "exact": False,
                    "sentences": told,
                },
                {"kind": "lead", "placed": 1, "exact": True, "sentences": told},
            ],
        },
    )
    page = browser.get(path).text
    assert "kinderen meer, minstens" in page
    assert "kind meer, precies" in page
    assert f'href="{HERE}/aanbod/{offer.id}"' in page
    assert f'href="{HERE}/begeleiders/nieuw"' in page
    assert "3 kinderen meer" in browser.get(f"{ADVICE}/").text
    reader = site.browser("reader").get(path).text
    assert f'href="{HERE}/begeleiders/nieuw"' not in reader
    assert f"/advies/{number}/stoppen" not in reader


@pytest.mark.parametrize(
    ("report", "shown"),
    [
        ({"waiting": 0, "tried": 0, "candidates": 0, "advice": []}, "Elk kind met een wens heeft"),
        ({"waiting": 3, "tried": 0, "candidates": 4, "advice": []}, "De tijd was te kort"),
        ({"waiting": 3, "tried": 4, "candidates": 4, "advice": []}, "Geen enkel voorstel dat"),
        (None, "Het rekenen stopte voor er iets gevonden was."),
    ],
)
def test_where_nothing_helps_the_page_says_which(
    site: Site, summer: Summer, report: dict[str, Any] | None, shown: str
) -> None:
    number = asked(site, f"versie-{summer.version}")
    ended(site, number, status=RunStatus.STOPPED, report=report)
    assert shown in site.browser("planner").get(f"{ADVICE}/{number}").text


def test_a_run_that_failed_says_why(site: Site, summer: Summer) -> None:
    number = asked(site, f"versie-{summer.version}")
    ended(site, number, status=RunStatus.FAILED, error="Dit kon niet.")
    assert "Dit kon niet." in site.browser("planner").get(f"{ADVICE}/{number}").text


def test_it_is_stopped_once(site: Site, summer: Summer) -> None:
    number = asked(site, f"versie-{summer.version}")
    browser = site.browser("planner")
    assert browser.post(f"{ADVICE}/{number}/stoppen").status_code == 302
    assert advice_of(site, number).status is RunStatus.STOPPED
    browser.post(f"{ADVICE}/{number}/stoppen")
    assert "Deze berekening is al klaar." in browser.get(f"{ADVICE}/{number}").text
    assert browser.post(f"{ADVICE}/{summer.run}/stoppen").status_code == 404


def test_a_run_that_plans_shows_the_advice_beside_it(site: Site, summer: Summer) -> None:
    browser = site.browser("planner")
    assert "Nog niets gevraagd." in browser.get(f"{ADVICE}/{summer.run}").text
    beside_version = asked(site, f"versie-{summer.version}")
    beside_run = asked(site, f"berekening-{summer.run}")
    page = browser.get(f"{ADVICE}/{summer.run}").text
    assert f"{ADVICE}/{beside_run}" in page
    assert f"{ADVICE}/{beside_version}" not in page


def test_without_a_plan_there_is_nothing_to_ask(site: Site) -> None:
    browser = site.browser("planner")
    for path in ("/werk/gent/zomer-2027/advies/", "/werk/gent/zomer-2027/advies/nieuw"):
        assert "Er is nog geen plan." in browser.get(path).text


def test_a_version_and_a_run_lead_to_it_with_their_plan_chosen(site: Site, summer: Summer) -> None:
    browser = site.browser("planner")
    version, run = f"versie-{summer.version}", f"berekening-{summer.run}"
    for page, source in (
        (f"{HERE}/versies/{summer.version}", version),
        (f"{HERE}/plannen/{summer.run}", run),
    ):
        found = browser.get(page).text
        assert f'href="{ADVICE}/nieuw?bij={source}"' in found
        chosen = browser.get(f"{ADVICE}/nieuw?bij={source}").text
        assert f'value="{source}" selected' in chosen
