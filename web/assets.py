"""Copies what our pages use of others from `node_modules` to `static/vendor`.

Run it after `npm ci` in this folder: `python -m web.assets`. Nothing is built: stylesheet and
scripts are those of the packages, less what a page never asks for (`vendored_css.py`).
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Final

from web.vendored_css import made_our_own

_HERE: Final = Path(__file__).resolve().parent
PACKAGES: Final = _HERE / "node_modules"
VENDOR: Final = _HERE / "static" / "vendor"

STYLESHEET: Final = ("govuk-frontend/dist/govuk/govuk-frontend.min.css", "govuk-frontend.css")
COPIES: Final = (
    ("govuk-frontend/dist/govuk/govuk-frontend.min.js", "govuk-frontend.js"),
    ("htmx.org/dist/htmx.min.js", "htmx.js"),
    ("sortablejs/Sortable.min.js", "sortable.js"),
    ("leaflet/dist/leaflet.js", "leaflet.js"),
    ("leaflet/dist/leaflet.css", "leaflet.css"),
    ("leaflet/dist/images", "images"),
)
"""Each file or folder below `node_modules`, and what it is called below `static/vendor`."""

VERSIONS: Final = "versions.json"


class MissingPackages(FileNotFoundError):
    """`npm ci` has not run in `web/`."""


class MissingAssets(FileNotFoundError):
    """`python -m web.assets` has not run."""


def copy_assets(packages: Path = PACKAGES, vendor: Path = VENDOR) -> tuple[str, ...]:
    """Fill `vendor` anew, and tell what is in it.

    Raises:
        MissingPackages: a package is not there.
        UnexpectedStyle: GOV.UK Frontend changed; look at `vendored_css.py`.
    """
    missing = [name for name, _ in (STYLESHEET, *COPIES) if not (packages / name).exists()]
    if missing:
        raise MissingPackages(f"{missing[0]} is not there: run npm ci in web/ first")
    css = made_our_own((packages / STYLESHEET[0]).read_text(encoding="utf-8"))
    fresh = vendor.with_name(f"{vendor.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    (fresh / STYLESHEET[1]).write_text(css, encoding="utf-8")
    for name, called in COPIES:
        copy = shutil.copytree if (packages / name).is_dir() else shutil.copyfile
        copy(packages / name, fresh / called)
    used = sorted({name.split("/")[0] for name, _ in (STYLESHEET, *COPIES)})
    versions = {
        name: json.loads((packages / name / "package.json").read_text(encoding="utf-8"))["version"]
        for name in used
    }
    (fresh / VERSIONS).write_text(json.dumps(versions, indent=1), encoding="utf-8")
    shutil.rmtree(vendor, ignore_errors=True)
    fresh.rename(vendor)
    return tuple(f"{name} {version}" for name, version in versions.items())


def require_assets(vendor: Path = VENDOR) -> None:
    """Nothing, if the pages can be shown as they are meant.

    Raises:
        MissingAssets: they cannot.
    """
    names = (STYLESHEET[1], *(called for _, called in COPIES), VERSIONS)
    if not all((vendor / name).exists() for name in names):
        raise MissingAssets(
            "the stylesheet and scripts are not there: run npm ci in web/, then"
            " python -m web.assets"
        )


def main() -> int:
    """The step as a command."""
    try:
        copied = copy_assets()
    except MissingPackages as missing:
        sys.stderr.write(f"{missing}\n")
        return 1
    sys.stdout.write(f"static/vendor: {', '.join(copied)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
