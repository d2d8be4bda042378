"""The live progress of a run: as the worker writes it, as JSON, as a stream, without scripts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from models import PlanningRun
from models.database import writing
from models.enums import Phase, RunStatus
from scheduler.worker.course import Course
from scheduler.worker.doors import Doors
from scheduler.worker.run_rows import Claim, Ended, RunRows
from solver.progress import Progress
from tests.web.queries import counted
from tests.web.runs.test_run_pages import HERE, queued, summer_in
from tests.web.site import Site
from web.staff.runs.live import LONGEST, MOST_STREAMS, PAUSE

NEWS = (
    Progress("improve", "placed", 0, 28, 0.5),
    Progress("improve", "placed", 20, 26, 1.0),
    Progress("prove", "placed", 23, 23, 2.0),
    Progress("improve", "loss", 40, 12, 3.0),
)


def anybody(session: Session) -> None:
    pass


class Worker:
    """Does to the row of one run what the worker does."""

    def __init__(self, site: Site, season: int) -> None:
        self.site, self.run = site, queued(site, season)
        self.course = Course()
        self.rows = RunRows(
            Doors.of(site.engine), owner="a", fence=anybody, lost_after=60.0, has_gone=bool
        )
        self.claim: Claim | None = None

    @property
    def path(self) -> str:
        return f"{HERE}/{self.run}"

    def begin(self) -> None:
        self.claim = self.rows.claim_next(mine=(), now=self.site.clock.at)
        assert self.claim is not None
        assert self.rows.begin(self.claim, now=self.site.clock.at)

    def tell(self, *news: Progress) -> None:
        assert self.claim is not None
        for each in news:
            self.course.add(each)
            assert self.rows.beat(self.claim, each, self.course)

    def fail(self) -> None:
        assert self.claim is not None
        ended = Ended(RunStatus.FAILED, error="Geen plan.")
        assert self.rows.end(self.claim, ended, now=self.site.clock.at)


@pytest.fixture
def worker(site: Site) -> Worker:
    return Worker(site, summer_in(site, Phase.CLOSED).season)


def asked(site: Site, path: str) -> dict[str, Any]:
    answer = site.browser("reader").get(f"{path}/voortgang")
    assert answer.mimetype == "application/json"
    found: dict[str, Any] = json.loads(answer.text)
    return found


def test_a_waiting_run_says_how_many_come_first(site: Site, worker: Worker) -> None:
    after = Worker(site, summer_season(site, worker))
    assert asked(site, worker.path)["said"] == "De berekening wacht op haar beurt."
    assert "Eerst komt nog 1 andere." in asked(site, after.path)["parts"]["now"]


def summer_season(site: Site, worker: Worker) -> int:
    with writing(site.engine)() as session:
        return session.get_one(PlanningRun, worker.run).season_id


def test_the_page_draws_the_whole_way_also_after_a_reload(site: Site, worker: Worker) -> None:
    worker.begin()
    worker.tell(*NEWS)
    site.clock.wait(seconds=75)
    told = asked(site, worker.path)
    parts = told.pop("parts")
    assert told == {
        "status": "running",
        "over": False,
        "stage": "We zoeken een beter plan.",
        "level": "Liefste wensen eerst",
        "placed": 23,
        "bound": 23,
        "elapsed": 75.0,
        "said": "23 kinderen hebben een plaats. We zoeken een beter plan.",
    }
    page = site.browser("planner").get(worker.path).text
    assert parts["charts"].strip() in page
    assert parts["charts"].count("<path") == 2 * 4  # two lines and two samples for each level
    assert parts["lines"].count("<tr") == 4
    assert "1\u00a0min 15\u00a0s" in parts["now"]
    assert "Stop en hou het beste" in page
    assert 'aria-live="polite"' in page


def test_the_list_shows_how_far_it_is(site: Site, worker: Worker) -> None:
    worker.begin()
    worker.tell(*NEWS)
    page = site.browser("reader").get(HERE).text
    assert ">23<" in page
    assert "is bezig" in page


def test_who_has_no_scripts_may_let_the_page_load_again(site: Site, worker: Worker) -> None:
    worker.begin()
    browser = site.browser("planner")
    refresh = '<meta http-equiv="refresh" content="5">'
    page = browser.get(worker.path).text
    assert f'href="{worker.path}?ververs=1"' in page
    assert refresh not in page
    assert refresh in browser.get(f"{worker.path}?ververs=1").text
    worker.fail()
    assert refresh not in browser.get(f"{worker.path}?ververs=1").text


def test_a_run_that_is_asked_to_stop_says_so(site: Site, worker: Worker) -> None:
    worker.begin()
    worker.tell(*NEWS[:2])
    site.browser("planner").post(f"{worker.path}/stoppen")
    assert (
        "De berekening stopt en bewaart het beste plan." in asked(site, worker.path)["parts"]["now"]
    )


def events(answer: Iterator[bytes]) -> Iterator[dict[str, Any]]:
    for chunk in answer:
        for line in chunk.decode().splitlines():
            if line.startswith("data: "):
                yield json.loads(line.removeprefix("data: "))


def test_a_stream_tells_what_changes_until_the_run_ends(site: Site, worker: Worker) -> None:
    site.app.config[PAUSE] = 0.0
    worker.begin()
    answer = site.browser("reader").client.get(f"{worker.path}/stroom")
    assert (answer.status_code, answer.mimetype) == (200, "text/event-stream")
    stream = events(answer.iter_encoded())
    first = next(stream)
    assert (first["status"], sorted(first["parts"])) == ("claimed", ["charts", "lines", "now"])
    worker.tell(NEWS[0])
    second = next(stream)
    assert (second["placed"], second["bound"], second["over"]) == (0, 28, False)
    site.clock.wait(seconds=1)
    third = next(stream)
    assert sorted(third["parts"]) == ["now"]
    worker.fail()
    assert [each["over"] for each in stream] == [True]
    answer.close()


def test_a_stream_ends_by_itself_and_holds_nothing_of_the_database(
    site: Site, worker: Worker
) -> None:
    site.app.config[PAUSE], site.app.config[LONGEST] = 0.0, 0.0
    worker.begin()
    browser = site.browser("reader")
    answer = browser.client.get(f"{worker.path}/stroom")
    assert len(list(events(answer.iter_encoded()))) == 1
    answer.close()


def test_only_so_many_streams_are_open_at_once(site: Site, worker: Worker) -> None:
    site.app.config[PAUSE], site.app.config[LONGEST] = 0.0, 0.0
    worker.begin()
    browser = site.browser("reader")
    opened = [browser.client.get(f"{worker.path}/stroom") for _ in range(MOST_STREAMS)]
    refused = browser.client.get(f"{worker.path}/stroom")
    assert ([each.status_code for each in opened], refused.status_code) == (
        [200] * MOST_STREAMS,
        503,
    )
    opened[0].close()
    again = browser.client.get(f"{worker.path}/stroom")
    assert again.status_code == 200
    for each in (*opened[1:], again):
        each.close()


def test_asking_for_progress_costs_little(site: Site, worker: Worker) -> None:
    worker.begin()
    worker.tell(*NEWS)
    browser = site.browser("reader")
    with counted(site) as said:
        browser.get(f"{worker.path}/voortgang")
    assert len([each for each in said if each.startswith("SELECT")]) <= 6


def test_a_stage_that_is_not_known_is_still_said(site: Site, worker: Worker) -> None:
    worker.begin()
    with writing(site.engine).begin() as session:
        session.execute(
            update(PlanningRun).where(PlanningRun.id == worker.run).values(stage="dance")
        )
    assert asked(site, worker.path)["stage"] == "We beginnen eraan."
