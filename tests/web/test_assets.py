from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from web.assets import (
    COPIES,
    PACKAGES,
    STYLESHEET,
    VENDOR,
    MissingAssets,
    MissingPackages,
    copy_assets,
    require_assets,
)
from web.vendored_css import UnexpectedStyle, made_our_own

WEB = PACKAGES.parent


def test_the_stylesheet_has_nothing_of_another_government() -> None:
    css = (VENDOR / "govuk-frontend.css").read_text(encoding="utf-8")
    for theirs in ("GDS", "@font-face", "crest", "url(/"):
        assert theirs not in css
    assert len(css) > 100_000


def test_the_stylesheet_knows_no_left_or_right() -> None:
    css = (VENDOR / "govuk-frontend.css").read_text(encoding="utf-8")
    sides = re.findall(r"[{;]([a-z-]*(?:left|right)[a-z-]*):", css)
    assert sides == []
    assert re.findall(r"text-align:(?:left|right)", css) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a{margin-left:5px}", "a{margin-inline-start:5px}"),
        ("a{top:0;right:1px}", "a{top:0;inset-inline-end:1px}"),
        ("a{border-left-width:2px}", "a{border-inline-start-width:2px}"),
        ("a{text-align:right}", "a{text-align:end}"),
        ("a{float:left}", "a{float:left;float:inline-start}"),
        ("a{float:right!important}", "a{float:right!important;float:inline-end!important}"),
        ("@font-face{src:url(x)}a{b:c}", "a{b:c}"),
        ('a{font-family:"GDS Transport",arial,sans-serif}', "a{font-family:var(--sans)}"),
        ("a{background-image:url(/assets/images/govuk-crest.svg);c:d}", "a{c:d}"),
    ],
)
def test_what_becomes_of_a_style(before: str, after: str) -> None:
    assert made_our_own(before) == after


@pytest.mark.parametrize("css", ["a{list-style:url(x.png)}", "a{font-family:GDS Transport,serif}"])
def test_a_style_that_we_do_not_know_stops_the_step(css: str) -> None:
    with pytest.raises(UnexpectedStyle):
        made_our_own(css)


def test_the_step_says_when_packages_are_missing(tmp_path: Path) -> None:
    with pytest.raises(MissingPackages, match="run npm ci"):
        copy_assets(tmp_path / "none", tmp_path / "vendor")
    with pytest.raises(MissingAssets, match=r"python -m web\.assets"):
        require_assets(tmp_path / "vendor")


def test_the_step_replaces_what_was_there(tmp_path: Path) -> None:
    packages, vendor = tmp_path / "packages", tmp_path / "vendor"
    for name, _ in (STYLESHEET, *COPIES):
        path = packages / name
        if path.suffix:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("a{b:c}")
        else:
            path.mkdir(parents=True)
        package = packages / name.split("/")[0] / "package.json"
        package.write_text('{"version": "1.2.3"}')
    vendor.mkdir()
    (vendor / "old.js").write_text("")
    assert copy_assets(packages, vendor)[0] == "govuk-frontend 1.2.3"
    require_assets(vendor)
    assert not (vendor / "old.js").exists()


def test_the_lock_file_names_exact_packages_and_no_host() -> None:
    text = (WEB / "package-lock.json").read_text(encoding="utf-8")
    assert "://" not in text
    assert "resolved" not in text
    wanted = json.loads((WEB / "package.json").read_text(encoding="utf-8"))["dependencies"]
    locked = json.loads(text)["packages"]
    assert {name: locked[f"node_modules/{name}"]["version"] for name in wanted} == wanted
    assert all(each["integrity"].startswith("sha512-") for name, each in locked.items() if name)


def test_what_is_there_is_what_is_locked() -> None:
    wanted = json.loads((WEB / "package.json").read_text(encoding="utf-8"))["dependencies"]
    assert json.loads((VENDOR / "versions.json").read_text(encoding="utf-8")) == wanted
