"""Runs every check and tells what was found."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from scheduler.configuration.faults import BadConfiguration
from scheduler.configuration.loading import load
from scheduler.doctor import texts
from scheduler.doctor.findings import Finding, State
from scheduler.doctor.of_configuration import check_configuration, faults
from scheduler.doctor.of_database import check_database, check_time_zone
from scheduler.doctor.of_machine import check_disk, check_executor, check_letters
from scheduler.doctor.of_mail import check_mail
from scheduler.exit_status import ExitStatus
from scheduler.output import say, say_json
from scheduler.run import Run


def run_doctor(run: Run) -> ExitStatus:
    """Tell a line for each finding; failed where something is wrong."""
    found: list[Finding] = []
    for finding in examine():
        found.append(finding)
        if not run.as_json:
            say(_line(run, finding))
    wrong = sum(finding.state is State.WRONG for finding in found)
    warnings = sum(finding.state is State.WARNING for finding in found)
    if run.as_json:
        findings = [finding.message(run.language) for finding in found]
        say_json({"event": "doctor", "wrong": wrong, "warnings": warnings, "findings": findings})
    elif wrong or warnings:
        say("\n" + texts.SOME_WRONG.said(run.language, wrong=wrong, warnings=warnings))
    else:
        say("\n" + texts.ALL_WELL.said(run.language))
    return ExitStatus.FAILED if wrong else ExitStatus.DONE


def examine(folder: Path | None = None) -> Iterator[Finding]:
    """Every finding, as soon as it is known. `folder`: where the settings' file is looked for."""
    try:
        loaded = load(folder=folder)
    except BadConfiguration as bad:
        yield from faults(bad)  # without settings there is nothing more to look at
        return
    configuration = loaded.configuration
    yield from check_configuration(loaded)
    yield from check_database(configuration)
    yield check_time_zone(configuration)
    yield check_mail(configuration)
    yield check_executor(configuration)
    yield from check_disk(configuration)
    yield check_letters(configuration)


def _line(run: Run, finding: Finding) -> str:
    states = {state: text.said(run.language) for state, text in texts.STATES.items()}
    checks = {check: text.said(run.language) for check, text in texts.CHECKS.items()}
    return texts.LINE.said(
        run.language,
        state=states[finding.state].ljust(max(map(len, states.values()))),
        check=checks[finding.check].ljust(max(map(len, checks.values()))),
        sentence=finding.sentence(run.language),
    )
