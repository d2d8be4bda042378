"""The languages that somebody asks for on the command line."""

from __future__ import annotations

import click

from data.references import languages as known_languages


def asked_languages(text: str) -> tuple[str, ...]:
    """The codes of a list with commas.

    Raises:
        click.BadParameter: one is not known, is there twice, or there is none.
    """
    codes = tuple(part.strip() for part in text.split(","))
    known = known_languages()
    if not all(code in known for code in codes) or len(set(codes)) < len(codes):
        raise click.BadParameter(
            f"codes from {', '.join(known)}, each once", param_hint="--languages"
        )
    return codes
