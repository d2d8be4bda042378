"""Looks at the machine: who solves, room on the disk, and what letters are made with."""

from __future__ import annotations

import logging
import shutil
import tempfile
from collections.abc import Iterator
from typing import Final

from data.references import languages as known_languages
from scheduler.configuration.safety import others_may_read
from scheduler.configuration.settings import Configuration, ExecutorKind
from scheduler.doctor.findings import Finding, State

EXECUTOR: Final = "executor"
DISK: Final = "disk"
LETTERS: Final = "letters"

_FULL: Final = 200 * 10**6
_NEARLY_FULL: Final = 10**9
"""Bytes that must be free, and that had better be."""

_PATIENCE: Final = 10.0
"""Seconds to wait for Dask."""

_LETTER: Final = b'#set text(font: "Noto Sans")\nDag'


def check_executor(configuration: Configuration, *, patience: float = _PATIENCE) -> Finding:
    """Whether somebody can solve: processes of this machine, or Dask with a worker at least."""
    executor = configuration.executor
    if executor.kind is ExecutorKind.PROCESSES or executor.address is None:
        return Finding(EXECUTOR, State.OK, "processes", {"count": executor.workers_used})
    count = _dask_workers(executor.address, patience)
    if count is None:
        return Finding(EXECUTOR, State.WRONG, "no_dask")
    state, code = (State.OK, "dask") if count else (State.WRONG, "no_dask_workers")
    return Finding(EXECUTOR, state, code, {"count": count})


def check_disk(configuration: Configuration) -> Iterator[Finding]:
    """Whether the storage folder is there, can be written, is private, and has room."""
    storage = configuration.storage
    values = {"folder": str(storage)}
    if not storage.is_dir():
        yield Finding(DISK, State.WRONG, "no_storage", values)
        return
    try:
        with tempfile.TemporaryFile(dir=storage) as file:
            file.write(b"1")
    except OSError:
        yield Finding(DISK, State.WRONG, "storage_not_writable", values)
        return
    if others_may_read(storage):
        yield Finding(DISK, State.WARNING, "storage_open", values)
    free = shutil.disk_usage(storage).free
    values |= {"free": f"{free / 10**9:.1f}"}
    if free < _NEARLY_FULL:
        state = State.WRONG if free < _FULL else State.WARNING
        yield Finding(DISK, state, "disk_full", values)
    else:
        yield Finding(DISK, State.OK, "disk", values)


def check_letters(configuration: Configuration) -> Finding:
    """Whether letters on paper can be made, in the script of every language that is configured."""
    try:
        # Slow to load, and the fonts or typst may be what is wrong.
        import typst  # noqa: PLC0415

        from data.letters.fonts import drawable, font_folders  # noqa: PLC0415

        fonts = typst.Fonts(include_system_fonts=False, font_paths=list(font_folders()))
    except (ImportError, FileNotFoundError):
        return Finding(LETTERS, State.WRONG, "no_letters")
    try:
        typst.compile(_LETTER, font_paths=fonts)
    except (typst.TypstError, RuntimeError, OSError):
        return Finding(LETTERS, State.WRONG, "typst_fails")
    known = known_languages()
    names = {code: known[code].name for code in configuration.languages}
    lacking = [code for code, name in names.items() if drawable(name) != name]
    if lacking:
        return Finding(LETTERS, State.WARNING, "no_script", {"languages": ", ".join(lacking)})
    return Finding(LETTERS, State.OK, "letters")


def _dask_workers(address: str, patience: float) -> int | None:
    """How many workers there are; None: nobody answers at that address."""
    from distributed import Client  # noqa: PLC0415 - slow to load, and seldom needed

    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        client = Client(address, timeout=patience, set_as_default=False)  # type: ignore[no-untyped-call]
        with client:
            return len(client.scheduler_info(n_workers=-1)["workers"])
    except (OSError, ValueError):
        return None
