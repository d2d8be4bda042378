"""The configuration for a command, or why the command cannot go on."""

from __future__ import annotations

from scheduler.configuration import texts
from scheduler.configuration.faults import BadConfiguration
from scheduler.configuration.loading import Loaded, load
from scheduler.configuration.safety import UnsafeConfiguration, refuse_unsafe
from scheduler.exit_status import ExitStatus
from scheduler.run import Halted, Run


def configured(run: Run) -> Loaded:
    """The configuration, also where it is not safe enough to serve families.

    Raises:
        Halted: it is wrong; the sentences name everything.
    """
    try:
        return load()
    except BadConfiguration as bad:
        raise Halted(
            ExitStatus.BAD_INPUT,
            *(fault.sentence(run.language) for fault in bad.faults),
            texts.BAD.said(run.language),
            message={
                "event": "bad_configuration",
                "faults": [fault.message(run.language) for fault in bad.faults],
            },
        ) from None


def configured_to_start(run: Run) -> Loaded:
    """The configuration for what stays up: the web server and the worker.

    Raises:
        Halted: it is wrong, or production with settings that are not safe.
    """
    loaded = configured(run)
    try:
        refuse_unsafe(loaded)
    except UnsafeConfiguration as unsafe:
        said = [danger.sentence(run.language) for danger in unsafe.dangers]
        raise Halted(
            ExitStatus.BAD_INPUT,
            texts.UNSAFE.said(run.language),
            *(f"- {sentence}" for sentence in said),
            message={
                "event": "unsafe_configuration",
                "dangers": [
                    {"code": danger.code, "sentence": sentence}
                    for danger, sentence in zip(unsafe.dangers, said, strict=True)
                ],
            },
        ) from None
    return loaded
