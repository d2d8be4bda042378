from __future__ import annotations

import json

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from models import Address, AuditEntry, Municipality
from models.database import reading, writing
from scheduler.accounts.municipalities import add_municipality
from scheduler.geocoding.chosen import (
    SHIPPED,
    NoSuchGeocoder,
    find_place,
    geocoders,
    takes_streets,
)
from scheduler.geocoding.geocoder import Found, TypedPlace, Unclear
from tests.scheduler.installation.conftest import Inside

GOOD = """street;house_number;postcode;place;lat;lon;source
Sint-Pietersplein;9;9000;Gent;51,0421;3,7262;x
Sint-Pietersplein;12A;9000;Gent;51.0425;3.7270;x
Kerkstraat;1;9000;Gent;51.05;3.72;x
Kerkstraat;1;9030;Mariakerke;51.07;3.68;x

Kerkstraat;1;9030;Mariakerke;51.07;3.68;twice
"""


@pytest.fixture
def home(engine: Engine) -> Municipality:
    with writing(engine).begin() as session:
        return add_municipality(session, nis="44021")


def put(installed: Inside, text: str, *more: str) -> tuple[int, str, str]:
    (installed.folder / "addresses.csv").write_text(text, encoding="utf-8")
    done = installed("addresses", "import", "addresses.csv", "--municipality", "44021", *more)
    return done.returncode, done.stdout, done.stderr


def listed(engine: Engine) -> list[tuple[str, str, str]]:
    with reading(engine)() as session:
        rows = session.scalars(select(Address).order_by(Address.id))
        return [(row.street_key, row.house_number, row.postcode) for row in rows]


def found(session: Session, home: Municipality, **typed: str) -> Found | None:
    return find_place(geocoders(tuple(SHIPPED)), session, home, TypedPlace(**typed))


def test_a_list_replaces_the_earlier_one(
    installed: Inside, engine: Engine, home: Municipality
) -> None:
    assert put(installed, "street,house_number,postcode,lat,lon\nOud,1,9000,51,3\n")[0] == 0
    status, said, _err = put(installed, GOOD, "--json")
    assert (status, json.loads(said)) == (0, {"event": "addresses_imported", "rows": 5})
    assert listed(engine) == [
        ("sintpietersplein", "9", "9000"),
        ("sintpietersplein", "12A", "9000"),
        ("kerkstraat", "1", "9000"),
        ("kerkstraat", "1", "9030"),
    ]
    with reading(engine)() as session:
        verbs = session.scalars(
            select(AuditEntry.verb).where(AuditEntry.municipality_id == home.id)
        ).all()
    assert verbs == ["import_addresses"] * 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "with the columns"),
        ("street;postcode\nA;9000\n", "house_number, lat, lon"),
        ("street,house_number,postcode,lat,lon\n", "no addresses"),
        ("street,house_number,postcode,lat,lon\n!,1,9000,51,3\n", "Line 2: look at street."),
        ("street,house_number,postcode,lat,lon\nA,bus,9000,51,3\n", "look at house_number."),
        ("street,house_number,postcode,lat,lon\nA,1,900,51,3\n", "look at postcode."),
        ("street,house_number,postcode,lat,lon\nA,1,9000,x,3\n", "look at lat."),
        ("street,house_number,postcode,lat,lon\nA,1,9000,nan,3\n", "look at lat."),
        ("street,house_number,postcode,lat,lon\nA,1,9000,51,999\n", "look at lon."),
        ("street,house_number,postcode,lat,lon\nA,1\n", "look at postcode."),
    ],
)
def test_a_wrong_file_changes_nothing(
    installed: Inside,
    engine: Engine,
    home: Municipality,
    text: str,
    said: str,
) -> None:
    assert put(installed, GOOD)[0] == 0
    before = listed(engine)
    status, _out, err = put(installed, text)
    assert status == 2
    assert said in err
    assert listed(engine) == before


def test_no_file_no_text_and_no_municipality(installed: Inside, home: Municipality) -> None:
    none = installed("addresses", "import", "nowhere.csv", "--municipality", "44021")
    assert none.returncode == 2
    (installed.folder / "photo.csv").write_bytes(b"\xff\xd8\xff\x00")
    assert installed("addresses", "import", "photo.csv", "--municipality", "1").returncode == 2
    (installed.folder / "good.csv").write_text(GOOD, encoding="utf-8")
    other = installed("addresses", "import", "good.csv", "--municipality", "41002")
    assert (other.returncode, "no municipality 41002" in other.stderr) == (2, True)


@pytest.mark.parametrize(
    ("typed", "lat"),
    [
        ({"street": "sint pietersplein", "number": "9"}, 51.0421),
        ({"street": "Sínt-Pietersplein", "number": "12 a bus 3"}, 51.0425),
        ({"street": "Sint-Pietersplein", "number": "12"}, 51.0425),
        ({"street": "Sint-Pietersplein", "number": "8"}, 51.0421),
        ({"street": "Kerkstr.", "number": "1", "postcode": "9030"}, 51.07),
        ({"street": "Kerkstraat", "number": "", "postcode": "9030"}, None),
        ({"street": "Nergensstraat", "number": "1", "postcode": "9000"}, None),
        ({"street": "Kerkstraat", "number": "1", "postcode": "1000"}, None),
    ],
)
def test_a_street_and_number_become_a_point(
    installed: Inside,
    engine: Engine,
    home: Municipality,
    typed: dict[str, str],
    lat: float | None,
) -> None:
    assert put(installed, GOOD)[0] == 0
    with reading(engine)() as session:
        place = found(session, home, **typed)
    assert (place.lat if place else None) == lat


def test_a_street_in_two_postcodes_is_asked_again(
    installed: Inside, engine: Engine, home: Municipality
) -> None:
    assert put(installed, GOOD)[0] == 0
    with reading(engine)() as session, pytest.raises(Unclear):
        found(session, home, street="Kerkstraat", number="1")


def test_a_postcode_is_the_last_resort(engine: Engine, home: Municipality) -> None:
    with reading(engine)() as session:
        assert not takes_streets(geocoders(tuple(SHIPPED)), session, home)
        place = found(session, home, postcode=" 9000 ")
        assert place is not None
        assert (place.is_address, round(place.lat), round(place.lon)) == (False, 51, 4)
        assert found(session, home, postcode="0000") is None


@pytest.mark.parametrize(
    "name", ["nothing", "no.such:Way", "scheduler.geocoding.chosen:nothing", "json:loads"]
)
def test_a_way_that_is_not_there_is_refused_at_the_start(installed: Inside, name: str) -> None:
    with pytest.raises(NoSuchGeocoder):
        geocoders((name,))
    wrong = Inside(installed.folder, {**installed.settings, "ZOMERWIJZER_GEOCODERS": name})
    done = wrong("municipality", "add", "44021")
    assert (done.returncode, "geocoders" in done.stderr.lower()) == (2, True)
