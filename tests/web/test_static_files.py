from __future__ import annotations

import re
from pathlib import Path

from sqlalchemy import URL

from tests.web.site import Site, configured
from web.app import create_app
from web.database import engine_of
from web.static_files import fingerprint

STYLES = re.compile(r'<link rel="stylesheet" href="(/static/[^"]+)"')


def test_pages_name_files_by_their_fingerprint_and_browsers_keep_those(site: Site) -> None:
    browser = site.browser()
    page = browser.get("/gent/").text
    named = re.findall(r'(?:href|src)="(/static/[^"]+)"', page)
    folder = Path(site.app.root_path, "static")
    start = f"/static/v-{fingerprint(folder)}/"
    assert len(named) > 4
    for path in named:
        assert path.startswith(start)
        with browser.get(path) as answer:
            kept, content = answer.headers, answer.data
        assert content == (folder / path.removeprefix(start)).read_bytes()
        assert kept["Cache-Control"] == "public, max-age=31536000, immutable"
        assert "Set-Cookie" not in kept


def test_other_addresses_of_a_file_are_asked_for_each_time(site: Site) -> None:
    browser = site.browser()
    for path in ("/static/theme.css", "/static/v-older/theme.css", "/static/vendor/leaflet.js"):
        with browser.get(path) as answer:
            assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-cache")
        with browser.get(path, If_None_Match=answer.headers["ETag"]) as again:
            assert (again.status_code, again.data) == (304, b"")


def test_there_is_no_way_out_of_the_folder(site: Site) -> None:
    browser = site.browser()
    for path in ("../app.py", "..%2fapp.py", "v-x/../../app.py", "vendor", "none.css"):
        assert browser.get(f"/static/{path}").status_code == 404


def test_who_changes_files_gets_them_as_they_are(sqlite_url: URL) -> None:
    app = create_app(configured(sqlite_url).model_copy(update={"debug": True}))
    page = app.test_client().get("/aanmelden").text
    engine_of(app).dispose()
    assert STYLES.findall(page)[1:] == ["/static/theme.css", "/static/pages.css"]


def test_the_fingerprint_is_of_names_and_contents(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("1")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "c").write_text("2")
    first = fingerprint(tmp_path)
    assert first == fingerprint(tmp_path)
    (tmp_path / "b" / "c").write_text("3")
    second = fingerprint(tmp_path)
    (tmp_path / "b" / "c").rename(tmp_path / "b" / "d")
    assert len({first, second, fingerprint(tmp_path)}) == 3
