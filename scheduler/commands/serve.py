"""`zomerwijzer serve`: the website."""

from __future__ import annotations

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
@click.option("--with-worker", is_flag=True, help="Run the worker too, as a child of this command.")
@language_option
@json_option
@debug_option
@click.pass_obj
def command(run: Run, host: str, port: int, workers: int, proxies: int, with_worker: bool) -> int:
    """Serve the website until told to stop.

    Ctrl-C or SIGTERM ends it after the requests that are being answered. In production a web
    server with a certificate stands in front; docs/site.md tells how. On a database without any
    table it makes the tables; while there is no account, it shows where to make the first one.

    \b
    Examples:
      zomerwijzer serve --port 8080 --workers 4 --proxies 1
      zomerwijzer serve --with-worker

    \b
    Exit status: 0 stopped, 1 no database, or the address is taken, 2 wrong or unsafe
    configuration.
    """  # noqa: D301 - \b is click's mark for lines that stay as they are
    from scheduler.serving import ServeRequest, run_serve

    return run_serve(
        run,
        ServeRequest(
            host=host, port=port, workers=workers, proxies=proxies, with_worker=with_worker
        ),
    )
