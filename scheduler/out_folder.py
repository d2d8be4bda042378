"""Whether a plan can be written at all, found out before a long search."""

from __future__ import annotations

import tempfile
from pathlib import Path

from data.plan_files import PlanFolderError, check_plan_folder
from data.plan_sentences import folder_sentence, why
from scheduler.exit_status import ExitStatus
from scheduler.run import Halted, Run


def refuse_bad_out(run: Run, out: Path) -> None:
    """See whether a plan may stand at `out`, and whether a folder can be made beside it.

    Raises:
        Halted: something else stands there, or the system does not allow it.
    """
    try:
        check_plan_folder(out, language=run.language)
        _try_beside(out)
    except PlanFolderError as error:
        raise cannot_write(str(error), out) from error
    except OSError as error:
        reason = why(error, run.language)
        sentence = folder_sentence("cannot_write", run.language, path=out, why=reason)
        raise cannot_write(sentence, out) from error


def cannot_write(sentence: str, out: Path) -> Halted:
    """The end of a command whose plan has no place to go."""
    return Halted(
        ExitStatus.FAILED,
        sentence,
        message={"event": "cannot_write", "out": str(out), "why": sentence},
    )


def _try_beside(out: Path) -> None:
    """Make a folder where the plan's will be made, and remove it: rights alone do not tell."""
    beside = out.resolve().parent
    while not beside.exists():
        beside = beside.parent
    Path(tempfile.mkdtemp(prefix=".zomerwijzer-try-", dir=beside)).rmdir()
