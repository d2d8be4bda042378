"""No table, column or word of the database can express what it may never hold (R2, R8, R15).

Names are looked at part by part, in English and Dutch. A new word that is refused here is not
to be spelled differently: what it stands for is not to be kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest
from sqlalchemy import Column, Engine, Enum, Integer, MetaData, Table, Text

from models import Base

REFUSED = {
    "Referral, recommendation, obligation (R2)": (
        "referral referrals referred referrer refer refers nominated nomination nominee "
        "nominate verwezen verwijs advised advies geadviseerd recommended mandatory "
        "compulsory obliged plicht target targeted doelgroep doelkind"
    ),
    "Track, type of education (R8)": (
        "track tracks stream streams aso bso tso kso buso richting richtingen finaliteit "
        "graad studiejaar leerjaar klas klasgroep class classes"
    ),
    "Income, poverty (R8)": (
        "income incomes salary salaries wage wages poverty poor deprived loon inkomen armoede "
        "arm kansarm omnio ses"
    ),
    "Diagnosis, care (R6, R23)": (
        "diagnosis diagnoses diagnostic disorder disorders disability disabilities medical "
        "illness syndrome autism adhd dyslexia zorgfase zorgniveau stoornis beperking ziekte "
        "medisch dyslexie autisme"
    ),
    "Marks, progress, wellbeing (R15)": (
        "mark marks grade grades graded score scores scored gpa exam exams attainment "
        "achievement achievements cijfer cijfers punten puntentotaal rapport rapporten toets "
        "toetsen progress progression vooruitgang voortgang vordering vorderingen wellbeing "
        "welbevinden"
    ),
    "Judgements of a child": (
        "vulnerable vulnerability kwetsbaar risk risks risico backlog deficit achterstand"
    ),
}
"""Words that no part of a name may be, by what they would let the database say."""

WORDS = frozenset(word for words in REFUSED.values() for word in words.split())

ROOTS = (
    *("referr", "doorverw", "verwijz", "recommend", "aanbevel", "aanbevol", "aangerad"),
    *("obligat", "verplicht", "leerplicht", "schoolplicht"),
    *("schooltype", "schoolniveau", "onderwijstype", "onderwijsvorm", "onderwijsniveau"),
    *("studierichting", "studiekeuze", "buitengewoon", "curriculum"),
    *("income", "inkomen", "armoede", "kansarm", "kansengroep", "poverty", "gezinsink"),
    *("diagnos", "disabilit", "stoornis", "zorgfase", "handicap"),
    *("leerwinst", "leerachterst", "leervorder", "vooruitgang", "voortgang", "progress"),
    *("kwetsba", "vulnerab", "disadvantag", "wellbeing", "welbevind"),
)
"""Beginnings that say the same inside a longer word."""

PAIRS = frozenset(
    {
        *(("school", part) for part in ("type", "kind", "level", "year", "form", "results")),
        *(("education", part) for part in ("type", "kind", "level", "form", "system")),
        *(("study", part) for part in ("field", "level", "direction", "result", "results")),
        *(("special", part) for part in ("education", "school")),
        *(("home", "education"), ("test", "result"), ("test", "results"), ("care", "phase")),
        *(("must", "attend"), ("type", "onderwijs"), ("learning", "gain"), ("learning", "loss")),
        ("type", "education"),
    }
)
"""Words that are harmless alone, not after one another."""


def parts(name: str) -> list[str]:
    """The words of a name, whether written like_this, likeThis or like-this."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name)
    return [part for part in re.split(r"[^a-z]+", spaced.lower()) if part not in {"", "of"}]


def says(name: str) -> set[str]:
    """What a name says that may not be said."""
    found = parts(name)
    return {
        *(part for part in found if part in WORDS),
        *(part for part in found if any(root in part for root in ROOTS)),
        *(f"{a} {b}" for a, b in pairwise(found) if (a, b) in PAIRS),
    }


def names(metadata: MetaData) -> Iterator[tuple[str, str]]:
    """Every name of a schema, and where it is: tables, columns, words of enumerations."""
    for table in metadata.tables.values():
        yield table.name, table.name
        for column in table.c:
            yield f"{table.name}.{column.name}", column.name
            if isinstance(column.type, Enum):
                for word in column.type.enums:
                    yield f"{table.name}.{column.name}={word}", word


def forbidden(metadata: MetaData) -> dict[str, set[str]]:
    """Where a schema says what it may never say, and what."""
    return {place: found for place, name in names(metadata) if (found := says(name))}


def test_our_tables_hold_none_of_it() -> None:
    assert forbidden(Base.metadata) == {}


def test_the_database_holds_none_of_it(engine: Engine) -> None:
    there = MetaData()
    there.reflect(engine)
    assert set(there.tables) == {*Base.metadata.tables, "alembic_version"}
    assert forbidden(there) == {}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("referral", {"referral"}),
        ("child_referrals", {"referrals"}),
        ("referred_by_id", {"referred"}),
        ("doorverwezen_door", {"doorverwezen"}),
        ("verwijzing", {"verwijzing"}),
        ("recommendation", {"recommendation"}),
        ("is_recommended", {"recommended"}),
        ("aanbeveling", {"aanbeveling"}),
        ("aanbevolen_voor", {"aanbevolen"}),
        ("obligation", {"obligation"}),
        ("obligatory", {"obligatory"}),
        ("mandatory", {"mandatory"}),
        ("verplicht", {"verplicht"}),
        ("leerplichtig", {"leerplichtig"}),
        ("target_child", {"target"}),
        ("track", {"track"}),
        ("studyField", {"study field"}),
        ("studierichting", {"studierichting"}),
        ("school_type", {"school type"}),
        ("type_of_education", {"type education"}),
        ("education_level", {"education level"}),
        ("onderwijsvorm", {"onderwijsvorm"}),
        ("bso", {"bso"}),
        ("buitengewoon_onderwijs", {"buitengewoon"}),
        ("household_income", {"income"}),
        ("incomebracket", {"incomebracket"}),
        ("gezinsinkomen", {"gezinsinkomen"}),
        ("kansarm", {"kansarm"}),
        ("diagnosis_code", {"diagnosis"}),
        ("diagnose", {"diagnose"}),
        ("leerstoornis", {"leerstoornis"}),
        ("marks", {"marks"}),
        ("final_grade", {"grade"}),
        ("testScore", {"score"}),
        ("cijfer", {"cijfer"}),
        ("punten", {"punten"}),
        ("progress", {"progress"}),
        ("leervorderingen", {"leervorderingen"}),
        ("vooruitgang", {"vooruitgang"}),
        ("wellbeing", {"wellbeing"}),
        ("achterstand", {"achterstand"}),
    ],
)
def test_a_schema_that_does_is_found(name: str, said: set[str]) -> None:
    made_up = MetaData()
    Table(name, made_up, Column("id", Integer, primary_key=True))
    Table("child", made_up, Column(name, Text), Column("level", Enum("low", name, name="level")))
    assert forbidden(made_up) == {
        name: said,
        f"child.{name}": said,
        f"child.level={name}": said,
    }


@pytest.mark.parametrize(
    "name",
    [
        *("draw_number", "record_check_on", "marked_at", "max_places", "rank", "stage", "report"),
        *("point", "incoming_at", "place", "refusal", "school_holiday", "own_words", "small_group"),
    ],
)
def test_what_it_may_hold_is_left_alone(name: str) -> None:
    assert says(name) == set()
