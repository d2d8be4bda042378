"""What `serve` says on the first start, in Dutch (B1, "je") and English."""

from __future__ import annotations

from typing import Final

from scheduler.text import Text

MADE: Final = Text(
    nl="De database was leeg: de tabellen zijn gemaakt ({database}).",
    en="The database was empty: its tables were made ({database}).",
)
BEGIN: Final = Text(
    nl=(
        "Er is nog geen account. Maak het eerste in je browser. Dit adres geldt tot dan, en tot "
        "de volgende start; geef het aan niemand:"
    ),
    en=(
        "There is no account yet. Make the first one in your browser. This address is good until "
        "then, and until the next start; give it to nobody:"
    ),
)
SERVED: Final = Text(
    nl="De site staat op {address} (Ctrl-C stopt).", en="The site is at {address} (Ctrl-C stops)."
)
WORKER_LEFT: Final = Text(
    nl=(
        "Het werkproces is gestopt (status {status}). De site blijft staan; wat op een datum moet "
        "gebeuren, mail en planningen wachten tot je opnieuw start."
    ),
    en=(
        "The worker has stopped (status {status}). The site goes on; what is due on a date, mail "
        "and planning wait until you start again."
    ),
)
