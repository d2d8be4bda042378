from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Final

import govuk_frontend_jinja
import pytest
from govuk_frontend_wtf import wtforms_widgets

from web.assets import (
    COMPONENTS,
    PACKAGES,
    STYLESHEET,
    VENDOR,
    BrokenStep,
    MissingAssets,
    MissingPackages,
    make_assets,
    require_assets,
)
from web.vendored_css import UnexpectedStyle, made_our_own

WEB = PACKAGES.parent
CLASS: Final = re.compile(r"\.(govuk-[\w-]+)")
COMPONENT: Final = re.compile(r"govuk_frontend_jinja/components/([a-z-]+)/")
WIDGET: Final = re.compile(r"\bGov[A-Z]\w+")


def test_the_stylesheet_has_nothing_of_another_government() -> None:
    css = (VENDOR / "govuk-frontend.css").read_text(encoding="utf-8")
    assert [each for each in ("GDS", "@font-face", "crest", "url(/", "/*") if each in css] == []


def of_package(name: str) -> str:
    """The templates of a GOV.UK component."""
    folder = Path(govuk_frontend_jinja.__file__).parent / "templates" / "components" / name
    return "".join(path.read_text(encoding="utf-8") for path in sorted(folder.iterdir()))


def own() -> str:
    """All templates, scripts and code of ours that make pages."""
    paths = [
        *(WEB / "templates").rglob("*.html"),
        *(WEB / "static").glob("*.js"),
        *(each for each in WEB.rglob("*.py") if PACKAGES not in each.parents),
    ]
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def components(text: str) -> set[str]:
    """The GOV.UK components that templates use, with those that these use in turn."""
    found: set[str] = set()
    more = set(COMPONENT.findall(text))
    while more:
        found |= more
        more = {each for name in more for each in COMPONENT.findall(of_package(name))} - found
    return found


def test_the_listed_components_are_those_that_pages_use() -> None:
    text = own()
    widgets = Path(wtforms_widgets.__file__).parent / "templates"
    fields = {getattr(wtforms_widgets, name).template for name in WIDGET.findall(text)}
    shown = "".join(
        (widgets / name.partition("/")[2]).read_text(encoding="utf-8") for name in fields
    )
    assert components(text + shown) == set(COMPONENTS)


def test_every_style_that_pages_name_is_there() -> None:
    names = re.compile(r"govuk-[\w-]+")
    theirs = set(CLASS.findall((PACKAGES / STYLESHEET[0]).read_text(encoding="utf-8")))
    kept = set(CLASS.findall((VENDOR / STYLESHEET[1]).read_text(encoding="utf-8")))
    named = set(names.findall(own())) | {
        name for name in theirs if name.split("__")[0].split("--")[0][6:] in COMPONENTS
    }
    assert (named & theirs) - kept == set(), "python -m web.assets makes the stylesheet anew"
    assert kept < theirs


def test_every_part_that_needs_a_script_has_it() -> None:
    shown = own() + "".join(of_package(name) for name in COMPONENTS)
    wanted = set(re.findall(r'data-module="(govuk-[a-z-]+)"', shown))
    script = (VENDOR / "govuk-frontend.js").read_text(encoding="utf-8")
    bundled = set(re.findall(r'moduleName="(govuk-[a-z-]+)"', script))
    # A file is chosen with the browser's own button.
    assert "javascript" not in "".join(re.findall(r"GovFileInput\([^)]*\)", own()))
    assert wanted - {"govuk-file-upload"} == bundled


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
        ("/*! theirs */a{b:c}/*# sourceMappingURL=x.map */", "a{b:c}"),
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
        make_assets(tmp_path / "none", tmp_path / "vendor")
    with pytest.raises(MissingAssets, match=r"python -m web\.assets"):
        require_assets(tmp_path / "vendor")


def test_the_step_says_when_there_is_no_node(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    with pytest.raises(MissingPackages, match="install Node"):
        make_assets(PACKAGES, tmp_path / "vendor")


def test_the_step_tells_what_a_tool_says(tmp_path: Path) -> None:
    packages = tmp_path / "packages"
    for path in PACKAGES.iterdir():
        if path.name != "esbuild":
            (packages / path.name).parent.mkdir(exist_ok=True)
            (packages / path.name).symlink_to(path)
    tool = packages / "esbuild" / "bin" / "esbuild"
    tool.parent.mkdir(parents=True)
    tool.write_text("console.error('out of glue'); process.exit(3);", encoding="utf-8")
    with pytest.raises(BrokenStep, match="esbuild: out of glue"):
        make_assets(packages, tmp_path / "vendor")


def test_the_step_replaces_what_was_there(tmp_path: Path) -> None:
    vendor = tmp_path / "vendor"
    vendor.mkdir()
    (vendor / "old.js").write_text("")
    assert make_assets(PACKAGES, vendor)[0].startswith("govuk-frontend ")
    require_assets(vendor)
    names = {path.name for path in vendor.iterdir()}
    assert names == {path.name for path in VENDOR.iterdir()}
    assert (vendor / "sortable.js").read_bytes() == (VENDOR / "sortable.js").read_bytes()


def test_the_lock_file_names_exact_packages_and_no_host() -> None:
    text = (WEB / "package-lock.json").read_text(encoding="utf-8")
    assert "://" not in text
    assert "resolved" not in text
    package = json.loads((WEB / "package.json").read_text(encoding="utf-8"))
    wanted = {**package["dependencies"], **package["devDependencies"]}
    locked = json.loads(text)["packages"]
    assert {name: locked[f"node_modules/{name}"]["version"] for name in wanted} == wanted
    assert all(each["integrity"].startswith("sha512-") for name, each in locked.items() if name)


def test_what_is_there_is_what_is_locked() -> None:
    wanted = json.loads((WEB / "package.json").read_text(encoding="utf-8"))["dependencies"]
    assert json.loads((VENDOR / "versions.json").read_text(encoding="utf-8")) == wanted
