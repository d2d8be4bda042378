"""The page `plan.html`: one plan to look at, in one file that asks nothing of the network."""

from data.page.render import render_page

__all__ = ["render_page"]
