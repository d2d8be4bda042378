"""`zomerwijzer serve`: the website."""

from __future__ import annotations

import signal
import subprocess
import sys
from contextlib import ExitStack
from types import FrameType

import click

from scheduler.options import debug_option, json_option, language_option
from scheduler.run import Run


@click.command("serve", short_help="Serve the website.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="The port."
)
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=2,
    show_default=True,
    help="How many processes; each answers eight requests at once.",
)
@click.option(
    "--proxies",
    type=click.IntRange(0, 9),
    default=0,
    show_default=True,
    help="How many web servers of your own stand in front and say who asks (X-Forwarded-For).",
)
@language_option
@json_option
@debug_option
@click.pass_obj
def command(run: Run, host: str, port: int, workers: int, proxies: int) -> int:
    """Serve the website until told to stop.

    Ctrl-C or SIGTERM ends it after the requests that are being answered. In production a web
    server with a certificate stands in front; docs/site.md tells how.

    \b
    Examples:
      zomerwijzer serve --port 8080 --workers 4 --proxies 1
      zomerwijzer serve

    \b
    Exit status: 0 stopped, 1 no database, or the address is taken, 2 wrong or unsafe
    configuration.
    """  # noqa: D301 - \b is click's mark for lines that stay as they are
    from scheduler.configuration.asked import configured_to_start
    from scheduler.opening import open_database
    from scheduler.upgrading import make_folders

    configuration = configured_to_start(run).configuration
    make_folders(configuration)
    with open_database(run, configuration):
        pass  # it answers, and has the tables of today
    bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    return _until_told(_server(bind=bind, workers=workers, proxies=proxies))


def _server(*, bind: str, workers: int, proxies: int) -> list[str]:
    """The command of the server, which imports the website: this room knows no web."""
    return [
        *(sys.executable, "-m", "gunicorn", "--config", "python:web.serving"),
        *("--bind", bind, "--workers", str(workers)),
        f"web.wsgi:app(proxies={proxies})",
    ]


def _until_told(server: list[str]) -> int:
    """Run the server, pass signals on to it, and wait until it is done."""
    from scheduler.exit_status import ExitStatus

    with ExitStack() as after:
        process: subprocess.Popen[bytes] | None = None
        asked = False

        def hear(number: int, frame: FrameType | None) -> None:
            nonlocal asked
            del frame
            asked = True
            if process is not None:
                process.send_signal(number)

        for number in (signal.SIGINT, signal.SIGTERM):
            after.callback(signal.signal, number, signal.signal(number, hear))
        process = subprocess.Popen(server)  # noqa: S603 - our own interpreter, checked numbers
        if asked:  # while it was being started
            process.terminate()
        status = process.wait()
    return ExitStatus.DONE if status == 0 else ExitStatus.FAILED
