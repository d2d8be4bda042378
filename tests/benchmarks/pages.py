"""How long the site takes for each page of a city: `python -m tests.benchmarks.pages`.

A whole summer of a fictional city is planned and published in a database of its own; then every
page that answers a GET is asked for as the coordinator, and told with its median time at the
server's side and the number of statements. Run it by hand, on a machine that does nothing else.
"""

from __future__ import annotations

import argparse
import logging
import re
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

import structlog
from sqlalchemy import URL, select, update

from models import Group, GroupTutor, Place, PlanVersion
from models.database import make_engine, reading, writing
from models.enums import Phase
from models.migrating import upgrade
from scheduler.rights import account
from scheduler.season.versions import copy_version
from tests.web.addresses import address, names_of, rules_of
from tests.web.queries import counted
from tests.web.site import Browser, Site, make_site
from tests.web.summer import Summer, put_summer
from web.routes import ROUTES, Audience

TIMES = 5
MOVES = 12


class Timed(NamedTuple):
    """A page: median milliseconds, statements, and kilobytes."""

    endpoint: str
    milliseconds: float
    statements: int
    kilobytes: float
    status: int


def main() -> int:
    """Make the city, ask for every page, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pupils", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=5001)
    parser.add_argument("--seconds", type=float, default=60.0, help="of work, for the plan")
    asked = parser.parse_args()
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR),
        cache_logger_on_first_use=False,
    )
    with tempfile.TemporaryDirectory() as folder:
        url = URL.create("sqlite", database=str(Path(folder, "city.sqlite")))
        engine = make_engine(url)
        upgrade(engine)
        site = make_site(url, engine)
        summer = put_summer(
            engine,
            site.town,
            at=site.clock.at,
            phase=Phase.PUBLISHED,
            pupils=asked.pupils,
            seed=asked.seed,
            seconds=asked.seconds,
        )
        names = names_of(engine, municipality="gent", season_id=summer.season)
        names["version"] = _to_work_on(site, summer)
        browser = site.browser("coordinator")
        pages = [_timed(site, browser, each, path) for each, path in _paths(site, names)]
        tell([*pages, *_moves(site, browser, names)])
    return 0


def _paths(site: Site, names: dict[str, Any]) -> list[tuple[str, str]]:
    found = [
        (endpoint, address(site.app, rule, names))
        for endpoint, rule in sorted(rules_of(site.app).items())
        if not isinstance(ROUTES[endpoint], Audience) and "GET" in (rule.methods or ())
    ]
    kept = [(endpoint, path) for endpoint, path in found if "stream" not in endpoint]
    board = dict(found)["staff.board_targets"]
    with reading(site.engine)() as session:
        group = session.scalars(
            select(Group.id).where(Group.version_id == names["version"]).order_by(Group.id)
        ).first()
        held = session.execute(
            select(Place.child_id, Place.group_id).where(Place.version_id == names["version"])
        ).first()
        led = session.execute(
            select(GroupTutor.tutor_id, GroupTutor.group_id)
            .join(Group, Group.id == GroupTutor.group_id)
            .where(Group.version_id == names["version"])
        ).first()
    assert held is not None
    assert led is not None
    kept.append(("board_targets of a group", f"{board}?soort=groep&id={group}"))
    kept.append(("board_targets of a tutor", f"{board}?soort=begeleider&id={led[0]}&van={led[1]}"))
    kept.append(("board_targets of a child", f"{board}?soort=kind&id={held[0]}&van={held[1]}"))
    return kept


def _moves(site: Site, browser: Browser, names: dict[str, Any]) -> list[Timed]:
    """Moves that are sent as a drag sends them, each to the last place it may go, out included."""
    rules = rules_of(site.app)
    board, targets, move = (
        address(site.app, rules[f"staff.board{each}"], names) for each in ("", "_targets", "_move")
    )
    version = names["version"]
    with writing(site.engine).begin() as session:
        # Of what was promised to families no child is moved: as before the plan was published.
        session.execute(update(PlanVersion).values(is_current=False))
    with reading(site.engine)() as session:
        held = session.execute(
            select(Place.child_id, Place.group_id)
            .where(Place.version_id == version)
            .order_by(Place.id)
        ).all()
        led = session.execute(
            select(GroupTutor.tutor_id, GroupTutor.group_id)
            .join(Group, Group.id == GroupTutor.group_id)
            .where(Group.version_id == version)
            .order_by(GroupTutor.id)
        ).all()
    step = max(1, len(held) // MOVES)
    things = {
        "kind": held[::step][:MOVES],
        "begeleider": led[:: max(1, len(led) // MOVES)][:MOVES],
        "groep": [(group, None) for group in sorted({group for _tutor, group in led})[:MOVES]],
    }
    found = re.search(r'data-stamp="(\d+)"', browser.get(board).text)
    assert found is not None
    stamp = found[1]
    told = []
    for kind, rows in things.items():
        spent = []
        for number, group in rows:
            thing = {"soort": kind, "id": str(number)} | ({"van": str(group)} if group else {})
            goals = browser.get(f"{targets}?{urlencode(thing)}").json or {}
            if not goals.get("targets"):
                continue
            sent = {**thing, "naar": goals["targets"][-1]["target"], "stempel": stamp}
            token = browser.token()
            began = time.perf_counter()
            answer = browser.client.post(
                move, data=sent, headers={"X-CSRFToken": token, "X-Requested-With": "fetch"}
            )
            spent.append(1000 * (time.perf_counter() - began))
            stamp = str((answer.json or {}).get("stamp", stamp))
        worst = f"{len(spent)} moves sent: {kind} (at most {max(spent, default=0):.0f} ms)"
        told.append(Timed(worst, statistics.median(spent or [0]), 0, 0, 200))
    return told


def _to_work_on(site: Site, summer: Summer) -> int:
    """A copy of the published version, since the board of that one cannot be changed."""
    with writing(site.engine).begin() as session:
        return copy_version(
            session,
            actor=account(site.town.accounts["coordinator"]),
            season_id=summer.season,
            version_id=summer.version,
            name="Om aan te werken",
            now=site.clock.at,
        )


def _timed(site: Site, browser: Browser, endpoint: str, path: str) -> Timed:
    answer = browser.get(path)
    with counted(site) as said:
        browser.get(path).close()
    spent = []
    for _time in range(TIMES):
        began = time.perf_counter()
        browser.get(path).close()
        spent.append(1000 * (time.perf_counter() - began))
    size = len(answer.data) / 1024
    return Timed(endpoint, statistics.median(spent), len(said), size, answer.status_code)


def tell(pages: list[Timed]) -> None:
    """The table, the slowest page first."""
    print("| page | ms (median of 5) | statements | kB | status |\n|---|---|---|---|---|")
    for each in sorted(pages, key=lambda page: -page.milliseconds):
        print(
            f"| `{each.endpoint}` | {each.milliseconds:.0f} | {each.statements} |"
            f" {each.kilobytes:.0f} | {each.status} |"
        )


if __name__ == "__main__":
    sys.exit(main())
