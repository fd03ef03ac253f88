"""The command line. Each command is a module of `peelcli.commands`, loaded when it is called."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Annotated

import typer
from typer._click.exceptions import ClickException
from typer.core import TyperGroup
from typer.main import get_command

from peelcli import __version__
from peelcli.errors import ExitCode

if TYPE_CHECKING:
    # Typer's own copy of the command-line core: what its groups take and return.
    from typer._click.core import Command, Context

COMMANDS = {
    "show": "show",
    "diff": "diff",
    "overview": "overview",
    "compare": "compare",
    "list": "list_",
    "stats": "stats",
    "trend": "trend",
    "rank": "rank",
    "forces": "forces",
    "rounds": "rounds",
    "questions": "questions",
    "coverage": "coverage",
    "check": "check",
    "export": "export",
    "import": "import_",
    "schema": "schema",
    "cache": "cache",
}
"""The commands in the order of the help, each with its module."""

SETTINGS = {"help_option_names": ["-h", "--help"]}


class Commands(TyperGroup):
    """The commands. Only the one that is called is built: building is most of a call's cost."""

    def list_commands(self, ctx: Context) -> list[str]:  # noqa: ARG002 - the group's signature
        """Return the names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:  # noqa: ARG002
        """Return a command, or None when there is none of that name."""
        if cmd_name in COMMANDS:
            return built(cmd_name)
        # What the suggestion of a near miss is made from.
        self.commands = {name: built(name) for name in COMMANDS}
        return None


def built(name: str) -> Command:
    """Return a command, which is one of COMMANDS, ready to be called."""
    module = import_module(f"peelcli.commands.{COMMANDS[name]}")
    one = typer.Typer(add_completion=False, rich_markup_mode=None, context_settings=SETTINGS)
    one.command(name)(module.command)
    return get_command(one)


app = typer.Typer(
    name="peel",
    cls=Commands,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings=SETTINGS,
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"peel {__version__}")
        raise typer.Exit


@app.callback()
def peel(
    version: Annotated[
        bool,
        typer.Option(
            "--version", help="Print the version.", callback=_print_version, is_eager=True
        ),
    ] = False,
) -> None:
    """Compare the grades that police forces in England and Wales get from the inspectorate.

    `peel COMMAND --help` tells more of each command.

    \b
    Examples:
      peel show derbyshire
      peel diff 2016 2017
    """


def run_commands(arguments: list[str] | None = None) -> int:
    """Run a command line, by default the process's own, and return the exit code.

    What Typer finds wrong with one is told in Typer's words. Raises PeelError and OSError.
    """
    try:
        code = app(arguments, prog_name="peel", standalone_mode=False)
    except ClickException as error:
        from io import StringIO

        from peelcli.output import complain

        told = StringIO()
        error.show(told)
        complain(told.getvalue())
        return error.exit_code
    except SystemExit as end:
        # Typer ends so when nobody reads its help any more.
        if isinstance(end.__context__, BrokenPipeError):
            return ExitCode.READER_GONE
        raise
    return int(code or ExitCode.OK)
