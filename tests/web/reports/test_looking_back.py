"""How it was, in the report: only counts, only once no more can come, small ones left out."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Final

import pandas as pd
import pytest
from pypdf import PdfReader
from sqlalchemy import URL, delete, select, update

from models import AnswerCount, Base, Season
from models.database import make_engine, reading, writing
from models.enums import Answer, Phase, Question
from scheduler.reporting.looking_back import looked_back
from tests.web.site import Site, make_site
from tests.web.summer import SLUG, put_summer
from web.database import engine_of

PAGE: Final = f"/werk/gent/{SLUG}/verslag"
OVER: Final = datetime(2028, 9, 22, 10, tzinfo=UTC)
AFTER: Final = OVER.date()
COUNTS: Final = {
    (Question.HOW_WAS_IT, Answer.VERY_NICE): 12,
    (Question.HOW_WAS_IT, Answer.NICE): 8,
    (Question.HOW_WAS_IT, Answer.SO_SO): 3,
    (Question.HOW_WAS_IT, Answer.NOT_NICE): 1,
    (Question.COME_AGAIN, Answer.YES): 15,
    (Question.COME_AGAIN, Answer.PERHAPS): 5,
    (Question.GETTING_THERE, Answer.NO): 4,
}


@pytest.fixture(scope="module")
def made(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A summer of which 24 families told how it was; whoever changes it puts it back."""
    path = tmp_path_factory.mktemp("summer") / "season.db"
    shutil.copy(sqlite_template, path)
    url = URL.create("sqlite", database=str(path))
    engine = make_engine(url)
    site = make_site(url, engine)
    summer = put_summer(site.engine, site.town, at=site.clock.at, phase=Phase.RUNNING)
    with writing(site.engine).begin() as session:
        session.get_one(Season, summer.season).last_day = date(2028, 8, 31)
    count(site, COUNTS)
    yield site
    engine_of(site.app).dispose()
    engine.dispose()


def count(site: Site, counts: dict[tuple[Question, Answer], int]) -> None:
    with writing(site.engine).begin() as session:
        season = session.scalars(select(Season).where(Season.slug == SLUG)).one()
        session.execute(delete(AnswerCount))
        session.add_all(
            AnswerCount(
                municipality_id=season.municipality_id,
                season_id=season.id,
                question=question,
                answer=answer,
                number=number,
            )
            for (question, answer), number in counts.items()
        )


def told(site: Site, on: date = AFTER) -> dict[str, list[list[int | None]]]:
    """By question: the numbers and shares, and the total."""
    with reading(site.engine)() as session:
        season = session.scalars(select(Season).where(Season.slug == SLUG)).one()
        found = looked_back(session, season, on=on)["questions"]
    return {
        question: [
            [row["number"] for row in each["answers"]],
            [row["share"] for row in each["answers"]],
            [each["total"]],
        ]
        for question, each in found.items()
    }


def test_while_families_answer_nothing_is_told(made: Site) -> None:
    made.clock.at = datetime(2028, 9, 21, 10, tzinfo=UTC)
    page = made.browser("reader").get(PAGE).text
    assert "Gezinnen kunnen tot en met" in page
    assert ("21 september" in page, "Hoe was het?" in page) == (True, False)
    assert told(made, on=date(2028, 9, 21)) == {}


def test_afterwards_small_counts_are_left_out_and_those_that_follow_from_them(made: Site) -> None:
    assert told(made) == {
        # 3 and 1 are too few; of their sum, 4, too few are told too, so one more is hidden.
        "how_was_it": [[12, None, None, None], [50, None, None, None], [24]],
        "come_again": [[15, 5, 0], [75, 25, 0], [20]],
        # So few that even who answered nothing else would be told.
        "getting_there": [[None, None, None], [None, None, None], [None]],
        "knew_enough": [[0, 0, 0], [0, 0, 0], [0]],
    }


def test_where_nobody_told_there_is_nothing(made: Site) -> None:
    count(made, dict.fromkeys(COUNTS, 0))
    assert told(made) == {}
    count(made, {})
    assert told(made) == {}
    made.clock.at = OVER
    assert "Hoe was het?" not in made.browser("reader").get(PAGE).text
    count(made, COUNTS)


def test_the_page_and_each_file_say_the_same(made: Site) -> None:
    made.clock.at = OVER
    browser = made.browser("planner")
    page = browser.get(PAGE).text
    assert ("Gezinnen kunnen tot en met" in page, ">Hoe was het?</h2>" in page) == (False, True)
    lines = pd.read_csv(BytesIO(browser.get(f"{PAGE}/bestand?als=csv").data), dtype=str)
    mine = lines[lines.tabel == "Hoe was het?"]
    assert list(zip(mine.rij, mine.wat, mine.waarde, strict=True))[:4] == [
        ("heel fijn", "Aantal", "12"),
        ("heel fijn", "Op de 100 antwoorden", "50"),
        ("fijn", "Aantal", "weggelaten"),
        ("fijn", "Op de 100 antwoorden", "weggelaten"),
    ]
    sheet = pd.read_excel(
        BytesIO(browser.get(f"{PAGE}/bestand?als=xlsx").data),
        sheet_name="Nog eens willen komen",
        header=3,
        engine="calamine",
    )
    assert sheet.iloc[:, 1].tolist() == [15, 5, 0, 20]
    drawn = PdfReader(BytesIO(browser.get(f"{PAGE}/bestand?als=pdf").data))
    assert "Nog eens willen komen" in "".join(each.extract_text() for each in drawn.pages)


def test_a_closed_summer_is_told_at_once_and_one_that_never_began_not(made: Site) -> None:
    for phase, is_told in ((Phase.ARCHIVED, True), (Phase.CLOSED, False)):
        with writing(made.engine).begin() as session:
            session.execute(update(Season).where(Season.slug == SLUG).values(phase=phase))
        assert (told(made, on=date(2028, 9, 1)) != {}) is is_told
    with writing(made.engine).begin() as session:
        session.execute(update(Season).where(Season.slug == SLUG).values(phase=Phase.RUNNING))


def test_what_is_counted_can_be_joined_to_nobody() -> None:
    table = Base.metadata.tables["answer_count"]
    assert set(table.c.keys()) == {
        *("id", "municipality_id", "season_id", "question", "answer", "number"),
    }
    assert {key.column.table.name for key in table.foreign_keys} == {"season"}
    assert not [
        other.name
        for other in Base.metadata.tables.values()
        for key in other.foreign_keys
        if key.column.table is table
    ]
