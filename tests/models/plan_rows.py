"""The rows of plans, messages and links that go with those of a season."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

Row = dict[str, Any]


def row(*parts: Row, **own: Any) -> Row:
    """A row of columns that others have too, and its own."""
    made: Row = {}
    for part in parts:
        made |= part
    return made | own


def plan_rows(base: int, *, now: datetime, digest: str) -> dict[str, list[Row]]:
    """A row of each table; `base` is the id of everything they point to."""
    home = {"municipality_id": base}
    season = row(home, season_id=base)
    where = row(offer_id=base, block_id=base)
    tomorrow = now + timedelta(days=1)
    letter = row(
        channel="mail",
        language="nl",
        recipient_name="",
        kind="result",
        recipient_address="een@voorbeeld.example",
        subject="Zomer",
        body_text="Dag",
        created_at=now,
        not_before=now,
    )
    link = row(home, created_at=now, expires_at=tomorrow)
    return {
        "planning_run": [
            row(
                season,
                id=base,
                queued_at=now,
                options={"time": 60},
                seconds_asked=60.0,
                dataset=b"dataset",
                dataset_sha256=digest,
                asked_by_id=base,
                status="done",
                claimed_by="a",
                claims=1,
                heartbeat_at=now,
                ended_at=now,
                plan=b"plan",
                report={"a": [1]},
            )
        ],
        "plan_version": [
            row(
                season,
                id=base,
                number=1,
                name="Eerste",
                created_at=now,
                created_by_id=base,
                run_id=base,
                published_at=now,
                is_current=True,
            )
        ],
        "plan_group": [
            row(
                season,
                where,
                id=base,
                version_id=base,
                room_id=base,
                max_children=10,
                max_seats=12,
                children_held=1,
                seats_held=2,
                small_held=1,
            )
        ],
        "group_tutor": [row(season, id=base, group_id=base, tutor_id=base, role="lead")],
        "place": [
            row(
                season,
                id=base,
                version_id=base,
                offer_id=base,
                group_id=base,
                child_id=base,
                rank=1,
                given_at=now,
                seats=2,
                small_group=True,
            )
        ],
        "refusal": [
            row(
                season,
                where,
                id=base,
                version_id=base,
                child_id=base + 1,
                rank=1,
                location_id=base,
                reason="full",
                detail={"nl": "Vol."},
            )
        ],
        "waiting_entry": [
            row(
                season,
                id=base,
                group_id=base,
                child_id=base + 1,
                rank=1,
                draw_digest=digest,
                draw_number=7,
                joined_at=now,
            )
        ],
        "request_draft": [
            row(
                season,
                id=base,
                token_hash=f"{base:064}",
                code_hash=f"{base + 1:064}",
                created_at=now,
                expires_at=tomorrow,
                answers={"child": {}},
                contact_id=base,
            )
        ],
        "proposal": [row(season, id=base, words="Zwemmen", language="nl", made_at=now)],
        "logo": [
            row(
                home,
                id=base,
                words="Zomerdorp",
                content=b"png",
                sha256=digest,
                width=400,
                height=160,
            )
        ],
        "answer_count": [
            row(season, id=base, question="how_was_it", answer="nice", number=7),
        ],
        "address": [
            row(
                home,
                id=base,
                street="Dorpsstraat",
                street_key="dorpsstraat",
                house_number="1",
                postcode="9000",
                place="Zomerdorp",
                lat=51.0,
                lon=3.7,
            )
        ],
        "attendance": [
            row(
                season,
                id=base,
                place_id=base,
                day=date(2027, 7, 5),
                start_min=540,
                was_there=True,
                marked_at=now,
                marked_by_kind="account",
                marked_by_id=base,
            )
        ],
        "kept_word": [
            row(
                home,
                id=base,
                subject_kind="offer",
                subject_id=base,
                word="moet",
                kept_at=now,
                kept_by_id=base,
            )
        ],
        "season_change": [
            row(
                season,
                id=base,
                at=now,
                part="offers",
                what="edit_offer",
                content={"offer": []},
                account_id=base,
            )
        ],
        "snapshot": [
            row(
                season,
                id=base,
                number=1,
                due_on=date(2027, 6, 1),
                taken_at=now,
                content=b"report",
                content_sha256=digest,
            )
        ],
        "message": [
            row(season, letter, id=base, dedup_key="a", mail_id=f"{base}", contact_id=base),
            row(
                season,
                letter,
                id=base + 1,
                dedup_key="b",
                mail_id=f"{base + 1}",
                tutor_id=base,
                digest_id=base,
            ),
        ],
        "signed_link": [
            row(
                link,
                id=base,
                season_id=base,
                contact_id=base,
                purpose="family",
                token_hash=f"{base:064}",
            ),
            row(
                link,
                id=base + 1,
                season_id=base,
                tutor_id=base,
                purpose="tutor",
                token_hash=f"{base + 1:064}",
            ),
            row(
                link,
                id=base + 2,
                account_id=base,
                purpose="invitation",
                token_hash=f"{base + 2:064}",
            ),
        ],
    }
