"""A site whose storage folder is its own, for uploads."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.web.site import Site

KEY = "zomerwijzer-configuration"


@pytest.fixture
def storage(site: Site, tmp_path: Path) -> Path:
    """Where the site keeps files."""
    folder = tmp_path / "storage"
    folder.mkdir()
    site.app.extensions[KEY] = site.app.extensions[KEY].model_copy(update={"storage": folder})
    return folder
