"""What is said about planning a region in pieces, in Dutch (B1, "je") and English."""

from __future__ import annotations

from typing import Final

from scheduler.text import Text

NO_DASK: Final = Text(
    nl=(
        "Dask antwoordt niet op {address}, of heeft geen rekenprocessen. Start `dask scheduler` en "
        "`dask worker`, of plan zonder --dask op deze computer."
    ),
    en=(
        "Dask does not answer at {address}, or has no workers. Start `dask scheduler` and "
        "`dask worker`, or plan without --dask on this computer."
    ),
)
