"""The canonical form, word for word as its documentation says."""

from __future__ import annotations

import hashlib
from pathlib import Path

from data.dataset import read_dataset
from data.fingerprint import canonical_lines, sha256
from data.rows import BlockRow, LocationRow
from tests.data.small_dataset import small_tables, write_csv


def test_lines_are_json_arrays_sorted_within_their_table(tmp_path: Path) -> None:
    dataset = read_dataset(write_csv(small_tables(), tmp_path / "in"))
    lines = list(
        canonical_lines(
            {
                "season": (dataset.season,),
                "blocks": dataset.blocks,
                "tutors": dataset.tutors[:1],
                "links": dataset.links,
                "travel": dataset.travel[:1],
            }
        )
    )
    assert lines == [
        '["season","Zomer 2027","2027-07-01","2027-08-31","zon-27","Lievegem",["44085"],"best",'
        "500000]\n",
        '["blocks","les","Bijles"]\n',
        '["blocks","w1","Week 1"]\n',
        '["blocks","w2","Week 2"]\n',
        '["tutors","an",["assistant","lead"],["LO-NED","SPEL"],"An Voorbeeld",[6,12],'
        '["fr","nl"],["extra_adult"],"51.11","3.61","car",30,"20.5",2250]\n',
        '["links","p1","p2","same_group",true]\n',
        '["links","p3","p1","same_site",false]\n',
        '["travel","pupil","p3","park",12]\n',
    ]


def test_the_digest_is_that_of_the_lines() -> None:
    rows = (BlockRow(block_id="é", label='"'), BlockRow(block_id="a"))
    text = '["blocks","a",""]\n["blocks","é","\\""]\n'
    assert sha256({"blocks": rows}) == hashlib.sha256(text.encode()).hexdigest()


def test_nought_has_no_sign(tmp_path: Path) -> None:
    tables = small_tables()
    tables["locations"][1][2] = "-0,0"
    dataset = read_dataset(write_csv(tables, tmp_path / "in"))
    assert dataset.locations[0] == LocationRow(
        location_id="park",
        name="Huis in het Park",
        lat=0.0,
        lon=3.6,
        features=("step_free", "outdoor"),
        address="Parklaan 1",
        postcode="9930",
    )
    (line,) = canonical_lines({"locations": dataset.locations[:1]})
    assert '"0.0","3.6"' in line
