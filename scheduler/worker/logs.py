"""How the worker's log looks: lines for people, or one JSON object each."""

from __future__ import annotations

import logging
import sys

import structlog

from scheduler.configuration.settings import Log, LogFormat


def configure_log(log: Log) -> None:
    """Write what is logged, from `log.level` on, to standard error, which services keep."""
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if log.format is LogFormat.JSON
        else structlog.processors.LogfmtRenderer(key_order=["timestamp", "level", "event"])
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(
            logging.getLevelNamesMapping()[log.level.value.upper()]
        ),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
