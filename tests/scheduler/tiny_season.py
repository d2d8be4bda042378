"""A season so small that a plan of it can be written by hand: one group of two, three children."""

from __future__ import annotations

import json
from pathlib import Path

TABLES = {
    "season": """\
key,value
name,Zomer in Wijzerdam
first_day,2027-07-01
last_day,2027-08-31
draw_seed,Wijzerdam 2027
""",
    "blocks": "block_id,label\nw1,Week 1\n",
    "sessions": "block_id,date,start,end\nw1,2027-07-05,09:00,12:00\nw1,2027-07-06,09:00,12:00\n",
    "locations": "location_id,name,lat,lon\nL1,Het Nest,51.0,4.0\n",
    "rooms": "room_id,location_id,capacity\nR1,L1,10\n",
    "tutors": "tutor_id,roles,goals,hourly_eur\nT1,lead,LO-NED,30\n",
    "offers": """\
offer_id,title,kind,goals,min_size,max_size,max_groups,leads,blocks
O1,Taal in het park,programme,LO-NED,1,2,1,1,w1
""",
    "pupils": "pupil_id,birth_year\nP1,2018\nP2,2018\nP3,2018\n",
    "wishes": "pupil_id,rank,offer_id\nP1,1,O1\nP2,1,O1\nP3,1,O1\n",
}

PLAN = {
    "groups.csv": "group_id,offer_id,block_id,room_id,size\nO1@w1@R1,O1,w1,R1,2\n",
    "group_tutors.csv": "group_id,tutor_id,role\nO1@w1@R1,T1,lead\n",
    "places.csv": "pupil_id,group_id,rank\nP1,O1@w1@R1,1\nP2,O1@w1@R1,1\n",
    "refusals.csv": """\
pupil_id,rank,offer_id,block_id,location_id,reason,detail
P3,1,O1,,,full,De groep is vol.
""",
    "report.json": json.dumps(
        {
            "status": "optimal",
            "policy": "best",
            "season": "Zomer in Wijzerdam",
            "levels": [
                {"name": "placed", "value": 2, "bound": 2, "gap": 0},
                {"name": "loss", "value": 0, "bound": 0, "gap": 0},
                {"name": "further", "value": 0, "bound": 0, "gap": 0},
            ],
        }
    ),
}


def write(folder: Path) -> None:
    """Write the season as CSV files."""
    folder.mkdir()
    for name, text in TABLES.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")


def write_plan(folder: Path) -> None:
    """Write the plan in which P1 and P2 have the two places."""
    folder.mkdir()
    for name, text in PLAN.items():
        (folder / name).write_text(text, encoding="utf-8")


def add_row(folder: Path, table: str, row: str) -> None:
    """Put one more row in a table of the season; a table that is not there gets a header."""
    headers = {
        "pins": "must,offer_id,block_id,room_id,tutor_id,pupil_id",
        "availability": "kind,id,first_day,last_day",
    }
    path = folder / f"{table}.csv"
    before = path.read_text(encoding="utf-8") if path.exists() else f"{headers[table]}\n"
    path.write_text(f"{before}{row}\n", encoding="utf-8")


def replace(path: Path, old: str, new: str) -> None:
    """Change a file in one place.

    Raises:
        ValueError: the old text is not there exactly once.
    """
    text = path.read_text(encoding="utf-8")
    if text.count(old) != 1:
        raise ValueError(f"{old!r} is there {text.count(old)} times")
    path.write_text(text.replace(old, new), encoding="utf-8")
