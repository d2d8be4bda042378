"""Tells the draw number of every child, and how anybody can work them out again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from data.nearest import Nearest
from scheduler import draw_texts as texts
from scheduler.exit_status import ExitStatus
from scheduler.output import say, say_json
from scheduler.reading import read_season
from scheduler.run import Halted, Run
from solver.fairness.draw import digest, draw_numbers


class Drawn(NamedTuple):
    """A child in the draw."""

    number: int
    pupil_id: str
    digest: str


def run_draw(run: Run, path: Path, *, pupils: Sequence[str]) -> ExitStatus:
    """Tell the draw of the dataset at `path`: of these pupils, or of all where none is named.

    Raises:
        Halted: the dataset cannot be read, or a pupil is not in it.
    """
    dataset = read_season(run, path)
    seed = dataset.season.draw_seed
    numbers = draw_numbers(seed, (row.pupil_id for row in dataset.pupils))
    _require_known(run, pupils, numbers)
    drawn = [
        Drawn(number, pupil_id, digest(seed, pupil_id))
        for pupil_id, number in numbers.items()
        if not pupils or pupil_id in pupils
    ]
    if run.as_json:
        draw = [one._asdict() for one in drawn]
        say_json({"event": "draw", "draw_seed": seed, "pupils": len(numbers), "draw": draw})
        return ExitStatus.DONE
    language = run.language
    title = texts.TITLE[0 if len(numbers) == 1 else 1]
    say(title.said(language, seed=seed, count=len(numbers)) + "\n")
    for line in _columns([tuple(head.said(language) for head in texts.HEADS), *drawn]):
        say(line)
    if drawn:
        first = drawn[0]
        say(
            "\n"
            + texts.VERIFY.said(
                language,
                pupil=first.pupil_id,
                one=one_command(seed, first.pupil_id),
                digest=first.digest,
                all="\n".join(f"     {line}" for line in all_command(seed).splitlines()),
            )
        )
    return ExitStatus.DONE


def one_command(seed: str, pupil_id: str) -> str:
    """What gives the digest of one pupil in any POSIX shell."""
    return f"printf '%s' {_quoted(f'{seed}|{pupil_id}')} | sha256sum"


def all_command(seed: str) -> str:
    """What gives the whole list in any POSIX shell, from ids.txt with one id on each line."""
    return (
        'while IFS= read -r id || [ -n "$id" ]; do\n'
        f"  code=$(printf '%s|%s' {_quoted(seed)} \"$id\" | sha256sum | cut -c 1-64)\n"
        '  printf \'%s  %s\\n\' "$code" "$id"\n'
        "done < ids.txt | LC_ALL=C sort | cat -n"
    )


def _quoted(text: str) -> str:
    """The text between quotes, always, so that the next one who copies it is safe too."""
    return "'" + text.replace("'", "'\"'\"'") + "'"


def _require_known(run: Run, pupils: Sequence[str], known: dict[str, int]) -> None:
    unknown = [pupil for pupil in dict.fromkeys(pupils) if pupil not in known]
    if not unknown:
        return
    nearest = Nearest(known)
    sentences = []
    for pupil in unknown:
        sentence = texts.NO_SUCH_PUPIL.said(run.language, pupil=pupil)
        near = nearest.to(pupil)
        if near:
            sentence = texts.DID_YOU_MEAN.said(run.language, sentence=sentence, near=near)
        sentences.append(sentence)
    raise Halted(
        ExitStatus.BAD_INPUT,
        *sentences,
        message={"event": "no_such_pupil", "pupils": unknown},
    )


def _columns(rows: Sequence[tuple[object, ...]]) -> list[str]:
    """The rows as aligned lines, the first column to the right."""
    wide = [max(len(str(row[column])) for row in rows) for column in range(2)]
    return [f"{row[0]!s:>{wide[0]}}  {row[1]!s:<{wide[1]}}  {row[2]}" for row in rows]
