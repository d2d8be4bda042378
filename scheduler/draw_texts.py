"""What `zomerwijzer draw` says, in Dutch (B1, "je") and English."""

from __future__ import annotations

from typing import Final

from scheduler.text import Text

TITLE: Final = (
    Text(
        nl="Loting van 1 kind. Lotingstekst (draw_seed in season): {seed}",
        en="Draw of 1 child. Draw text (draw_seed in season): {seed}",
    ),
    Text(
        nl="Loting van {count} kinderen. Lotingstekst (draw_seed in season): {seed}",
        en="Draw of {count} children. Draw text (draw_seed in season): {seed}",
    ),
)
HEADS: Final = (
    Text(nl="nummer", en="number"),
    Text(nl="kind", en="child"),
    Text(nl="code (SHA-256)", en="code (SHA-256)"),
)
NO_SUCH_PUPIL: Final = Text(
    nl="Er is geen kind {pupil} in de tabel pupils.",
    en="There is no child {pupil} in the table pupils.",
)
DID_YOU_MEAN: Final = Text(nl="{sentence} Bedoel je {near}?", en="{sentence} Did you mean {near}?")
VERIFY: Final = Text(
    nl="""\
Zo reken je de loting na, zonder Zomerwijzer:

1. Schrijf voor elk kind uit de tabel pupils één tekst: de lotingstekst, dan een | en dan het id
   van het kind. Zet er niets voor, tussen of na: ook geen spatie en geen nieuwe regel.
2. Bereken van die tekst de SHA-256. Dat is een code van 64 tekens. Voor {pupil} doe je dat zo:

     {one}

   Je krijgt: {digest}
3. Sorteer alle kinderen op hun code, van klein naar groot, teken na teken: eerst 0 tot 9, dan a
   tot f. Wie eerst staat, heeft nummer 1. Elk kind loot mee, ook wie geen wens heeft.

Alles in één keer, als alle id's in ids.txt staan, één op elke regel:

{all}

Elk programma dat de SHA-256 van een tekst in UTF-8 berekent, geeft dezelfde codes.""",
    en="""\
How to verify the draw, without Zomerwijzer:

1. For each child in the table pupils, write one text: the draw text, then a |, and then the id of
   the child. Put nothing before, between or after them: no blank and no new line either.
2. Compute the SHA-256 of that text. That is a code of 64 characters. For {pupil} you do it so:

     {one}

   You get: {digest}
3. Sort all children by their code, from small to large, character by character: first 0 to 9, then
   a to f. Whoever comes first has number 1. Every child is in the draw, also without a wish.

All at once, with all ids in ids.txt, one on each line:

{all}

Every program that computes the SHA-256 of a text in UTF-8 gives the same codes.""",
)
