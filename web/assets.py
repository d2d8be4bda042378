"""Makes `static/vendor` of what our pages use of others, from `node_modules`.

Run it after `npm ci` in this folder: `python -m web.assets`. Most is copied as it is. Of GOV.UK
Frontend only what pages ask for stays, since families open them on slow lines: PurgeCSS keeps
the styles of `COMPONENTS` and those whose names occur in our templates and code, and esbuild
bundles the scripts that `bundles/` names. `vendored_css.py` then makes the styles our own.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

from web.vendored_css import made_our_own

_HERE: Final = Path(__file__).resolve().parent
PACKAGES: Final = _HERE / "node_modules"
VENDOR: Final = _HERE / "static" / "vendor"

STYLESHEET: Final = ("govuk-frontend/dist/govuk/govuk-frontend.min.css", "govuk-frontend.css")
BUNDLES: Final = ("govuk-frontend.js", "sortable.js")
"""Scripts that are bundled from those of `bundles/`, with the same names."""

COPIES: Final = (
    ("htmx.org/dist/htmx.min.js", "htmx.js"),
    ("leaflet/dist/leaflet.js", "leaflet.js"),
    ("leaflet/dist/leaflet.css", "leaflet.css"),
    ("leaflet/dist/images", "images"),
)
"""Each file or folder below `node_modules`, and what it is called below `static/vendor`."""

COMPONENTS: Final = (
    *("back-link", "button", "checkboxes", "error-message", "error-summary", "fieldset"),
    *("file-upload", "hint", "input", "label", "password-input", "radios", "select"),
    *("skip-link", "textarea"),
)
"""GOV.UK components whose templates our pages use, straight or by the fields of a form.

Their templates put names of styles together, so all styles of theirs stay.
"""

_USED_IN: Final = (
    "templates/**/*.html",
    "static/*.js",
    "*.py",
    "{public,family,staff}/**/*.py",
)
"""Where our own pages name styles, below this folder."""

_CLASS: Final = re.compile(r"\.(govuk-([a-z]+(?:-[a-z]+)*)[\w-]*)")  # its name, and whose it is
_PURGE: Final = "purgecss/bin/purgecss.js"
_BUNDLE: Final = "esbuild/bin/esbuild"
_OLDEST: Final = "es2019"  # phones of some years ago; older ones get pages without scripts

VERSIONS: Final = "versions.json"


class MissingPackages(FileNotFoundError):
    """`npm ci` has not run in `web/`, or there is no Node.js."""


class MissingAssets(FileNotFoundError):
    """`python -m web.assets` has not run."""


class BrokenStep(RuntimeError):
    """A tool of `node_modules` stopped; the message is what it said."""


def make_assets(packages: Path = PACKAGES, vendor: Path = VENDOR) -> tuple[str, ...]:
    """Fill `vendor` anew, and tell what is in it.

    Raises:
        MissingPackages: a package is not there.
        BrokenStep: a script or style cannot be made.
        UnexpectedStyle: GOV.UK Frontend changed; look at `vendored_css.py`.
    """
    wanted = (STYLESHEET[0], _PURGE, _BUNDLE, *(name for name, _ in COPIES))
    missing = [name for name in wanted if not (packages / name).exists()]
    if missing:
        raise MissingPackages(f"{missing[0]} is not there: run npm ci in web/ first")
    fresh = vendor.with_name(f"{vendor.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    _bundle(packages, fresh)
    (fresh / STYLESHEET[1]).write_text(_styles(packages, fresh), encoding="utf-8")
    for name, called in COPIES:
        copy = shutil.copytree if (packages / name).is_dir() else shutil.copyfile
        copy(packages / name, fresh / called)
    used = json.loads((_HERE / "package.json").read_text(encoding="utf-8"))["dependencies"]
    versions = {
        name: json.loads((packages / name / "package.json").read_text(encoding="utf-8"))["version"]
        for name in sorted(used)
    }
    (fresh / VERSIONS).write_text(json.dumps(versions, indent=1), encoding="utf-8")
    shutil.rmtree(vendor, ignore_errors=True)
    fresh.rename(vendor)
    return tuple(f"{name} {version}" for name, version in versions.items())


def _styles(packages: Path, scripts: Path) -> str:
    """The stylesheet, with only the styles of what our pages and these scripts can show."""
    css = packages / STYLESHEET[0]
    names = set(_CLASS.findall(css.read_text(encoding="utf-8")))
    said = _run(
        packages / _PURGE,
        *("--css", css),
        *("--content", *(str(_HERE / names) for names in _USED_IN), str(scripts / "*.js")),
        *("--safelist", *sorted(name for name, block in names if block in COMPONENTS)),
    )
    return made_our_own(str(json.loads(said)[0]["css"]))


def _bundle(packages: Path, folder: Path) -> None:
    """The scripts, each in one file that needs no other."""
    _run(
        packages / _BUNDLE,
        *(_HERE / "bundles" / name for name in BUNDLES),
        *("--bundle", "--minify", "--format=iife", f"--target={_OLDEST}", "--log-level=warning"),
        f"--outdir={folder}",
    )


def _run(tool: Path, *arguments: str | Path) -> str:
    node = shutil.which("node") or shutil.which("node", path=Path(sys.executable).parent)
    if node is None:
        raise MissingPackages("node is not there: install Node.js first")
    done = subprocess.run(  # noqa: S603 - tools that package-lock.json names by their hash
        [node, tool, *arguments], capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode:
        raise BrokenStep(f"{tool.name}: {done.stderr.strip()}")
    return done.stdout


def require_assets(vendor: Path = VENDOR) -> None:
    """Nothing, if the pages can be shown as they are meant.

    Raises:
        MissingAssets: they cannot.
    """
    names = (STYLESHEET[1], *BUNDLES, *(called for _, called in COPIES), VERSIONS)
    if not all((vendor / name).exists() for name in names):
        raise MissingAssets(
            "the stylesheet and scripts are not there: run npm ci in web/, then"
            " python -m web.assets"
        )


def main() -> int:
    """The step as a command."""
    try:
        made = make_assets()
    except (MissingPackages, BrokenStep) as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    sys.stdout.write(f"static/vendor: {', '.join(made)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
