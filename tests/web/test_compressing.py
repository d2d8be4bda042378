from __future__ import annotations

import gzip

import brotli
import pytest

from tests.web.site import Site

PAGE = "/toegankelijkheid"
FILE = "/static/theme.css"


def packed(site: Site, path: str, who: str | None = None, **headers: str) -> str | None:
    """How an answer is packed, for a browser that can read all."""
    browser = site.browser(who)
    answer = browser.get(path, **{"Accept_Encoding": "gzip, deflate, br, zstd", **headers})
    assert answer.status_code == 200
    assert "Accept-Encoding" in answer.headers["Vary"]
    return answer.headers.get("Content-Encoding")


@pytest.mark.parametrize(
    ("accepted", "said"),
    [("gzip, deflate, br, zstd", "br"), ("gzip", "gzip"), ("identity", None), ("", None)],
)
def test_a_file_arrives_whole_in_the_way_a_browser_reads(
    site: Site, accepted: str, said: str | None
) -> None:
    browser = site.browser()
    with browser.get(FILE) as plain:
        whole = plain.data
    with browser.get(FILE, Accept_Encoding=accepted) as answer:
        unpack = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[said]
        assert answer.headers.get("Content-Encoding") == said
        assert unpack(answer.data) == whole
        assert len(answer.data) == int(answer.headers["Content-Length"])
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    etag = answer.headers["ETag"]
    with browser.get(FILE, Accept_Encoding=accepted, If_None_Match=etag) as again:
        assert again.status_code == 304


def test_a_page_is_packed_for_who_is_not_known(site: Site) -> None:
    for asker in ("none", "same-origin", "cross-site", ""):
        assert packed(site, PAGE, Sec_Fetch_Site=asker) == "br"


@pytest.mark.parametrize(
    ("asker", "said"),
    [("none", "br"), ("same-origin", "br"), ("same-site", None), ("cross-site", None), ("", None)],
)
def test_a_page_for_somebody_is_packed_when_no_other_site_asked(
    site: Site, asker: str, said: str | None
) -> None:
    assert packed(site, "/account", "coordinator", Sec_Fetch_Site=asker) == said


def test_what_is_packed_already_stays(site: Site) -> None:
    browser = site.browser()
    answer = browser.get("/gent/voor-scholen/affiche.pdf", Accept_Encoding="br")
    assert (answer.status_code, answer.headers.get("Content-Encoding")) == (200, None)
