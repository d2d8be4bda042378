"""Looks at the settings: whether they can be used, and whether they are safe."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.configuration.faults import BadConfiguration
from scheduler.configuration.loading import Loaded
from scheduler.configuration.safety import dangers
from scheduler.doctor.findings import Finding, State

CHECK = "configuration"


def faults(bad: BadConfiguration) -> Iterator[Finding]:
    """Everything that is wrong with settings that cannot be used."""
    for fault in bad.faults:
        told = (fault.sentence("nl"), fault.sentence("en"))
        yield Finding(CHECK, State.WRONG, fault.kind.value, {"key": fault.key}, told)


def check_configuration(loaded: Loaded) -> Iterator[Finding]:
    """Whether a start in production would be refused, and for which reasons."""
    found = dangers(loaded)
    for danger in found:
        told = (danger.sentence("nl"), danger.sentence("en"))
        yield Finding(CHECK, State.WRONG, danger.code, {}, told)
    if not loaded.configuration.is_production:
        yield Finding(CHECK, State.WARNING, "development")
    elif not found:
        code = "settings" if loaded.file is None else "settings_of_file"
        yield Finding(CHECK, State.OK, code, {"file": str(loaded.file)} if loaded.file else {})
