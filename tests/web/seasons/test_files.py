from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from data.sample import sample_tables
from data.write_tables import write_tables
from models import Child, Season
from tests.web.site import Browser, Site

BASE = "/werk/gent/seizoen-maken/bestand"
LOOK = f"{BASE}/nakijken"


@cache
def tables() -> dict[str, bytes]:
    """File name to content of a small season."""
    with TemporaryDirectory() as parent:
        folder = Path(parent, "season")
        write_tables(sample_tables(12, 3, year=2028), folder)
        return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@cache
def workbook() -> bytes:
    with TemporaryDirectory() as parent:
        path = Path(parent, "season.xlsx")
        write_tables(sample_tables(12, 3, year=2028), path)
        return path.read_bytes()


def zipped(files: dict[str, bytes], folder: str = "") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(f"{folder}{name}", content)
    return made.getvalue()


def send(browser: Browser, content: bytes, name: str) -> TestResponse:
    return browser.client.post(
        BASE,
        data={"csrf_token": browser.token(), "dataset": (io.BytesIO(content), name)},
        content_type="multipart/form-data",
    )


def seasons(site: Site) -> int:
    with Session(site.engine) as session:
        return session.scalar(select(func.count()).select_from(Season)) or 0


KINDS: dict[str, Callable[[], tuple[bytes, str]]] = {
    "workbook": lambda: (workbook(), "Zomer.XLSX"),
    "zip": lambda: (zipped(tables()), "zomer.zip"),
    "zip of a folder": lambda: (
        zipped({**tables(), "../__MACOSX/x.csv": b"x"}, "zomer/"),
        "zomer.zip",
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_files_are_looked_at_and_then_kept(site: Site, storage: Path, kind: str) -> None:
    browser = site.browser("coordinator")
    before = seasons(site)
    answer = send(browser, *KINDS[kind]())
    assert (answer.status_code, answer.location) == (302, LOOK)
    page = browser.get(LOOK)
    assert (page.status_code, "<b>12</b> Kinderen" in page.text) == (200, True)
    assert seasons(site) == before
    kept = browser.post(LOOK, season_name="Zomer uit bestanden")
    assert kept.location == "/werk/gent/zomer-uit-bestanden/"
    with Session(site.engine) as session:
        made = session.scalars(select(Season).where(Season.slug == "zomer-uit-bestanden")).one()
        children = select(func.count()).select_from(Child).where(Child.season_id == made.id)
        assert (made.name, session.scalar(children)) == ("Zomer uit bestanden", 12)
    assert list((storage / "uploads").iterdir()) == []
    assert browser.get(LOOK).location == BASE


def test_errors_are_told_by_file_row_and_column_and_nothing_is_kept(
    site: Site, storage: Path
) -> None:
    files = dict(tables())
    rows = files["offers.csv"].decode().splitlines()
    column = rows[0].split(",").index("max_size")
    cells = rows[2].split(",")
    cells[column] = "veel"
    files["offers.csv"] = "\n".join([*rows[:2], ",".join(cells), *rows[3:]]).encode()
    del files["wishes.csv"]
    browser = site.browser("coordinator")
    before = seasons(site)
    answer = send(browser, zipped(files), "zomer.zip")
    assert answer.status_code == 422
    words = " ".join(answer.text.split())
    assert (
        '<td class="govuk-table__cell">offers.csv</td>'
        ' <td class="govuk-table__cell govuk-table__cell--numeric">3</td>'
        ' <td class="govuk-table__cell">max_size</td>'
    ) in words
    assert '<td class="govuk-table__cell">wishes.csv</td>' in words
    english = send_in_english(site, zipped(files))
    assert "File" in english
    assert (seasons(site), list((storage / "uploads").iterdir())) == (before, [])
    assert browser.get(LOOK).location == BASE


def send_in_english(site: Site, content: bytes) -> str:
    browser = site.browser("coordinator")
    browser.post("/taal", language="en", back="/")
    return send(browser, content, "zomer.zip").text


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "", "Kies een bestand."),
        (b"no zip", "zomer.zip", "Dit bestand konden we niet openen."),
        (b"text", "zomer.csv", "Dit bestand konden we niet openen."),
        (b"no workbook", "zomer.xlsx", "In dit bestand klopt nog niet alles."),
        (zipped({"notes.txt": b"x"}), "zomer.zip", "In dit bestand klopt nog niet alles."),
    ],
)
def test_what_is_no_season_is_told(
    site: Site, storage: Path, content: bytes, name: str, said: str
) -> None:
    answer = send(site.browser("coordinator"), content, name)
    assert (answer.status_code, said in answer.text) == (422, True)
    assert [path for path in storage.rglob("*") if path.is_file()] == []


def test_a_zip_that_grows_without_end_is_refused(site: Site, storage: Path) -> None:
    bomb = zipped({f"{name}.csv": bytes(120_000_000) for name in ("pupils", "wishes", "pins")})
    answer = send(site.browser("coordinator"), bomb, "zomer.zip")
    assert (answer.status_code, "konden we niet openen" in answer.text) == (422, True)
    assert [path for path in storage.rglob("*") if path.is_file()] == []


def test_an_upload_is_of_one_person_and_for_one_hour(site: Site, storage: Path) -> None:
    browser = site.browser("coordinator")
    send(browser, workbook(), "zomer.xlsx")
    (kept,) = [path for path in storage.rglob("*") if path.is_file()]
    assert oct(kept.parent.stat().st_mode)[-3:] == "700"
    assert site.browser("coordinator").get(LOOK).location == BASE  # another session of theirs
    site.clock.wait(minutes=59)
    assert browser.get(LOOK).status_code == 200
    old = site.clock.at.timestamp() - 3601
    os.utime(kept.parent, (old, old))
    assert browser.get(LOOK).location == BASE
    assert browser.post(LOOK, season_name="x").location == BASE
    # Whoever uploads next clears away what others forgot.
    send(site.browser("coordinator"), b"no zip", "zomer.zip")
    assert not kept.exists()


def test_an_upload_can_be_thrown_away(site: Site, storage: Path) -> None:
    browser = site.browser("coordinator")
    send(browser, workbook(), "zomer.xlsx")
    before = seasons(site)
    assert browser.post(f"{BASE}/weg").location == "/werk/gent/seizoen-maken"
    assert [path for path in storage.rglob("*") if path.is_file()] == []
    assert (browser.get(LOOK).location, seasons(site)) == (BASE, before)


def test_a_season_without_a_name_is_not_kept(site: Site, storage: Path) -> None:
    browser = site.browser("coordinator")
    send(browser, workbook(), "zomer.xlsx")
    answer = browser.post(LOOK, season_name="")
    assert (answer.status_code, "Vul een naam in." in answer.text) == (422, True)
    assert [path.name for path in storage.rglob("*") if path.is_file()] == ["seizoen.xlsx"]
