from __future__ import annotations

from tests.web.browser.conftest import chromium, playwright
from tests.web.conftest import assets

__all__ = ["assets", "chromium", "playwright"]
