"""A row of every table, or one of each kind, for two municipalities that must never meet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256

from sqlalchemy import Connection, MetaData

from models import Base
from tests.models.plan_rows import Row, plan_rows, row

Rows = Mapping[str, list[Row]]
HASH = "$argon2id$v=19$…"
NOW = datetime(2027, 5, 3, 9, 30, 15, 250, tzinfo=UTC)
DAY = date(2027, 7, 5)
DIGEST = sha256(b"a").hexdigest()


def rows(number: int) -> dict[str, list[Row]]:
    """The rows of municipality `number` (1, 2, …); ids begin at `1000 * number`."""
    base = 1000 * number
    home = {"municipality_id": base}
    season = row(home, season_id=base)
    point = row(lat=51.05, lon=3.7)
    return {
        "municipality": [_municipality(number)],
        "account": [_account(number)],
        "organiser": [row(home, id=base, name="Speelplein Zon")],
        "membership": [row(home, id=base, account_id=base, role="organiser")],
        "membership_organiser": [row(home, id=base, membership_id=base, organiser_id=base)],
        "lease": [row(id=base, name=f"clock-{number}", holder="a", until=NOW)],
        "audit_entry": [
            row(
                home,
                id=base,
                at=NOW,
                actor_kind="account",
                actor_id=base,
                verb="looked",
                subject_kind="child",
                subject_id=base,
            )
        ],
        "season": [_season(base)],
        "phase_change": [row(season, id=base, phase="wishes_open", due_at=NOW)],
        "block": [row(season, id=base, code="w1-vm", label="Week 1")],
        "block_session": [
            row(
                season,
                id=base,
                block_id=base,
                day=DAY + timedelta(number),
                start_min=540,
                end_min=720,
            )
        ],
        "location": [row(season, point, id=base, code="L1", name="De Sluis", features=("hall",))],
        "room": [row(season, id=base, code="R1", location_id=base, capacity=12)],
        "offer": [_offer(base)],
        "offer_block": [row(season, id=base, offer_id=base, block_id=base)],
        "offer_location": [row(season, id=base, offer_id=base, location_id=base)],
        "tutor": [_tutor(base)],
        "child": [
            row(season, point, id=base, ref="k3f9", birth_year=2017, link_code="ZON7"),
            row(season, id=base + 1, ref="p2m4", birth_year=2016),
        ],
        "child_need": [row(season, id=base, child_id=base, code=f"need-{number}")],
        "emergency_contact": [
            row(season, id=base, child_id=base, name="Oma", phone="0470 00 00 00")
        ],
        "contact": [
            row(
                season,
                id=base,
                role="guardian",
                channel="mail",
                email="een@voorbeeld.example",
                language="uk",
            )
        ],
        "child_contact": [row(season, id=base, child_id=base, contact_id=base)],
        "wish": [
            row(
                season,
                id=base,
                child_id=base,
                rank=1,
                offer_id=base,
                block_id=base,
                location_id=base,
            )
        ],
        "link": [
            row(
                season,
                id=base,
                child_a_id=base,
                child_b_id=base + 1,
                kind="same_group",
                strict=True,
            )
        ],
        "availability_window": [
            row(
                season,
                id=base + at,
                first_day=DAY,
                last_day=DAY,
                start_min=0,
                **row(**{holder: base}),
                end_min=720,
            )
            for at, holder in enumerate(("tutor_id", "child_id", "room_id"))
        ],
        "travel_time": [
            row(season, id=base + at, location_id=base, minutes=12, **row(**{start: base}))
            for at, start in enumerate(("child_id", "tutor_id", "from_location_id"))
        ],
        "pin_set": [row(season, id=base, changed_at=NOW)],
        "pin": [
            row(
                season,
                id=base,
                must=True,
                offer_id=base,
                block_id=base,
                room_id=base,
                tutor_id=base,
                child_id=base,
            )
        ],
        **plan_rows(base, now=NOW, digest=DIGEST[number:] + DIGEST[:number]),
    }


def _municipality(number: int) -> Row:
    return row(
        id=1000 * number,
        slug=f"zomerdorp-{number}",
        name="Zomerdorp",
        nis=f"1000{number}",
        languages=("nl", "fr"),
        texts={"intro": {"nl": "Dag"}},
    )


def _account(number: int) -> Row:
    return row(
        id=1000 * number,
        email=f"planner{number}@voorbeeld.example",
        name="An",
        created_at=NOW,
        password_hash=HASH,
        oidc_subject=f"sub-{number}",
    )


def _season(base: int) -> Row:
    return row(
        id=base,
        municipality_id=base,
        slug="zomer-2027",
        name="Zomer 2027",
        year=2027,
        first_day=date(2027, 7, 1),
        last_day=date(2027, 8, 31),
        draw_seed="zaad",
        budget_cents=9999999999,
        nis_codes=("10001",),
    )


def _offer(base: int) -> Row:
    return row(
        id=base,
        municipality_id=base,
        season_id=base,
        code="O1",
        title="Zingen",
        kind="programme",
        goals=("LO-MUV", "NT2"),
        lead_goals=(),
        min_size=4,
        max_size=12,
        max_groups=2,
        leads=1,
        organiser_id=base,
        age_from=6,
        age_to=12,
        group_cents=15000,
        price_cents=0,
        status="published",
        published_at=NOW,
        step_free=True,
        spoken_languages=("nl",),
        getting_there="Bus 3",
        before_hours="",
        after_hours="",
        texts={"what": {"nl": "We zingen."}},
    )


def _tutor(base: int) -> Row:
    return row(
        id=base,
        municipality_id=base,
        season_id=base,
        code="T1",
        roles=("lead", "assistant"),
        goals=("NT2",),
        age_from=6,
        age_to=12,
        max_hours_week=Decimal("37.50"),
        hourly_cents=2800,
        record_check_on=DAY,
        lat=51.0,
        lon=3.5,
        max_travel_min=45,
        email="tutor@voorbeeld.example",
    )


def insert(connection: Connection, metadata: MetaData = Base.metadata, *numbers: int) -> Rows:
    """Insert the rows of these municipalities, each table after those it points to.

    `metadata` may be of an older database: only what it has is inserted. What was, is given back.
    """
    made = [rows(number) for number in numbers or (1,)]
    put_in: dict[str, list[Row]] = {}
    for table in metadata.sorted_tables:
        for each in (each for whole in made for each in whole.get(table.name, ())):
            full = whole_row(table.name, each)
            kept = {name: value for name, value in full.items() if name in table.c}
            connection.execute(table.insert().values(kept))
            put_in.setdefault(table.name, []).append(kept)
    return put_in


def whole_row(table: str, own: Row) -> Row:
    """A row with a value for every column of today's table."""
    found: Row = {}
    for column in Base.metadata.tables[table].c:
        value = getattr(column.default, "arg", None)
        found[column.name] = {} if callable(value) else value
    return found | own
