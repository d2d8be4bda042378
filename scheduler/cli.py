"""The command `zomerwijzer`: finds the subcommand, turns every end into an exit status."""

from __future__ import annotations

import importlib
import sys
import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, TextIO

import click

from scheduler import texts
from scheduler.exit_status import ExitStatus
from scheduler.leaving import leave
from scheduler.output import say_json, tell
from scheduler.own_output import keep_output_our_own
from scheduler.run import Halted, Run

COMMANDS: Final[Mapping[str, str]] = {
    "validate": "scheduler.commands.validate",
    "plan": "scheduler.commands.plan",
    "check": "scheduler.commands.check",
    "show": "scheduler.commands.show",
    "compare": "scheduler.commands.compare",
    "audit": "scheduler.commands.audit",
    "draw": "scheduler.commands.draw",
    "advise": "scheduler.commands.advise",
    "sample": "scheduler.commands.sample",
    "db": "scheduler.commands.db",
    "municipality": "scheduler.commands.municipality",
    "user": "scheduler.commands.user",
    "addresses": "scheduler.commands.addresses",
    "import": "scheduler.commands.import_",
    "export": "scheduler.commands.export",
    "serve": "scheduler.commands.serve",
    "worker": "scheduler.commands.worker",
    "doctor": "scheduler.commands.doctor",
    "backup": "scheduler.commands.backup",
    "restore": "scheduler.commands.restore",
}
"""Each subcommand and the module that has it, in the order in which people meet them.

A module is imported when its command is asked for; it imports tables and solver only when the
command runs. That keeps `--help` well under a second.
"""

_HOUSE: Final = Path(__file__).resolve().parents[1]
_ROOMS: Final = ("models", "solver", "data", "scheduler", "web")


class Road(click.Group):
    """The subcommands, imported when asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The names, in the order of the road."""
        return list(COMMANDS)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's signature
        cmd_name: str,
    ) -> click.Command | None:
        """The command of that name, or None."""
        if cmd_name not in COMMANDS:
            return None
        command = importlib.import_module(COMMANDS[cmd_name]).command
        assert isinstance(command, click.Command)  # noqa: S101 - a fact about our own modules
        return command


@click.group(
    cls=Road,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="""\b
Exit status, the same for every command:
  0    done; for plan also where the plan is not proven to be the best
  1    anything else went wrong, or check found a broken rule
  2    bad input: the dataset, the plan or the command itself
  3    the rules and pins admit no plan
  130  stopped by a second Ctrl-C; nothing was written""",
)
@click.version_option(package_name="zomerwijzer", prog_name="zomerwijzer")
def zomerwijzer() -> None:
    """Plan voluntary summer groups for children: proven, fair and explained.

    A dataset is a folder of CSV files or one workbook (.xlsx); docs/dataset.md describes it.

    \b
    The road, from nothing to a plan:
      zomerwijzer sample season --pupils 150 --seed 1    a fictional season to try with
      zomerwijzer validate season                        everything wrong with it, at once
      zomerwijzer plan season --out plan                 the best plan and its report
      zomerwijzer check season plan                      does the plan keep every rule?
      zomerwijzer show plan                              the plan in brief

    `zomerwijzer COMMAND --help` explains each with examples.
    """  # noqa: D301 - \b is click's mark for lines that stay as they are


def main() -> int:
    """The console command: run what this process was started with.

    Returns:
        The exit status (contract, section 6). After a search whose threads still work, the
        process ends here instead.
    """
    keep_output_our_own()
    try:
        status = answer(sys.argv[1:])
    except KeyboardInterrupt:  # one more Ctrl-C, while the last words were said
        status = ExitStatus.INTERRUPTED
    return leave(status)


def answer(arguments: Sequence[str]) -> int:
    """Run one command.

    Args:
        arguments: what follows `zomerwijzer` on the command line.

    Returns:
        The exit status. No error gets out, so nobody sees a traceback without `--debug`.
    """
    for stream in (sys.stdout, sys.stderr):
        _show_what_it_can(stream)
    run = Run()
    try:
        status = zomerwijzer.main(
            arguments, prog_name="zomerwijzer", standalone_mode=False, obj=run
        )
    except click.Abort:
        tell(texts.INTERRUPTED.said(run.language))
        return ExitStatus.INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the last resort: one sentence for every surprise
        return _explain(run, error)
    return int(status or 0)


def _show_what_it_can(stream: TextIO) -> None:
    """A terminal without é or – shows a ? there, instead of stopping a plan."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")


def _explain(run: Run, error: Exception) -> int:
    if isinstance(error, click.ClickException):
        error.show()
        return error.exit_code
    if isinstance(error, Halted):
        if run.as_json:
            say_json(error.message)
        else:
            for sentence in error.sentences:
                tell(sentence)
        return error.status
    if run.debug:
        traceback.print_exception(error)
    tell(_unforeseen(run, error))
    return ExitStatus.FAILED


def _unforeseen(run: Run, error: Exception) -> str:
    """One sentence without the error's own text, which may hold what a family wrote."""
    if isinstance(error, MemoryError):
        return texts.OUT_OF_MEMORY.said(run.language)
    if isinstance(error, OSError) and error.strerror:
        where = f": {error.filename}" if error.filename else ""
        return texts.SYSTEM_REFUSED.said(run.language, reason=error.strerror, where=where)
    ours = [
        f"{Path(frame.filename).relative_to(_HOUSE)}:{frame.lineno}"
        for frame in traceback.extract_tb(error.__traceback__)
        if any(Path(frame.filename).is_relative_to(_HOUSE / room) for room in _ROOMS)
    ]
    what = " – ".join([type(error).__name__, *ours[-1:]])
    return texts.UNEXPECTED.said(run.language, what=what)
