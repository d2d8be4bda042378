"""The options that commands share, with the same name and meaning everywhere."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, TypeVar, get_args

import click

from data.issues import Language
from scheduler.run import Run

_Command = TypeVar("_Command", bound=Callable[..., object])

LANGUAGE_VARIABLE = "ZOMERWIJZER_LANGUAGE"


def _note(context: click.Context, parameter: click.Parameter, value: object) -> None:
    run = context.find_object(Run)
    if run is not None and value is not None and parameter.name is not None:
        setattr(run, parameter.name, value)


def a_number(context: click.Context, parameter: click.Parameter, value: float) -> float:
    """A callback that turns down nan and infinity.

    Raises:
        click.BadParameter: the value is one of those.
    """
    if not math.isfinite(value):
        raise click.BadParameter("a plain number is needed", ctx=context, param=parameter)
    return value


def _option(*names: str, **settings: Any) -> Callable[[_Command], _Command]:
    return click.option(*names, expose_value=False, is_eager=True, callback=_note, **settings)


language_option = _option(
    "--language",
    "language",
    type=click.Choice(get_args(Language)),
    default="nl",
    envvar=LANGUAGE_VARIABLE,
    show_default=True,
    show_envvar=True,
    help="The language of messages and of what is written.",
)

json_option = _option(
    "--json",
    "as_json",
    is_flag=True,
    help="Speak JSON on standard output: one object per line.",
)

debug_option = _option(
    "--debug",
    "debug",
    is_flag=True,
    help="Show the technical story of an unexpected error.",
)
