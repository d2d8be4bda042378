from __future__ import annotations

from tests.databases import sqlite_template
from tests.web.browser.conftest import chromium, playwright
from tests.web.conftest import assets

__all__ = ["assets", "chromium", "playwright", "sqlite_template"]
