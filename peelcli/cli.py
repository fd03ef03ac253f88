"""The command line. A command is made, or its module of `commands` loaded, when it is called."""

import os
import re
import sys
import warnings
from collections import Counter
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any, cast
from warnings import catch_warnings, simplefilter

import typer
from typer.core import TyperCommand, TyperGroup, TyperOption
from typer.main import get_command

from peelcli._version import __version__
from peelcli.asking import asking
from peelcli.errors import (
    DatasetError,
    ExitCode,
    PeelError,
    PeelWarning,
    UsageError,
    is_reader_gone,
)
from peelcli.forms import METHODS, QUESTIONS, form_of

if TYPE_CHECKING:
    from peelcli.model import Dataset

TOOL = "Tool"
GROUPS = {
    **{title: (*named,) for title, named in QUESTIONS.items()},
    "Keep": ("init", "round", "check", "fetch", "read", "import", "update", "export", "site"),
    TOOL: ("help", "schema", "cache"),
}
"""The commands in the order of the help."""
COMMANDS = tuple(name for group in GROUPS.values() for name in group)
_MORE_THAN_ASKING = ("brief", "diff")
"""Questions whose command does more than to ask: a module of `commands`, as for those not asked."""

_START = """\
PEEL grades of the police forces of England and Wales.

  peel kent                       one force, latest first
  peel brief kent                 a page on one force
  peel compare kent essex         forces side by side
  peel overview --group wales     all forces of a region
  peel map --question leadership  a map of one question
  peel diff 2016 2017             what moved

peel help lists all commands.
"""

SETTINGS = {"help_option_names": ["-h", "--help"]}


_NARROW = 52
"""On a narrower terminal, Typer would still write lines of 50."""


class Command(TyperCommand):
    """A command that takes an option once, unless it may be repeated."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the arguments. Raises UsageError where one of two values would be dropped."""
        dashed = sum(text.startswith("-") for text in args)
        # Parsing twice takes a while, and one option can't be given twice.
        order = self.make_parser(ctx).parse_args(args=[*args])[2] if dashed > 1 else []
        for param, times in Counter(order).items():
            is_single = isinstance(param, TyperOption) and not (param.multiple or param.is_flag)
            if times > 1 and is_single:
                raise UsageError(f"{param.opts[-1]} is given {times} times; give it once")
        return super().parse_args(ctx, args)

    def get_help(self, ctx: Any) -> str:
        """Return the help, fitted to a narrow terminal too."""
        _fit(ctx)
        return super().get_help(ctx)

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """Return the arguments in the line of usage; a hidden one has an empty name there."""
        return [piece for piece in super().collect_usage_pieces(ctx) if piece != "[]"]


class Commands(TyperGroup):
    """The commands. Only the one that is called is built: building is most of a call's cost."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
        """Return the names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> TyperCommand | TyperGroup | None:  # noqa: ARG002
        """Return a command, or None for an unknown name."""
        if cmd_name in COMMANDS:
            return built(cmd_name)
        # Typer looks here for "did you mean" suggestions.
        self.commands = {name: built(name) for name in COMMANDS}
        return None

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002
        """Write the commands, group by group."""
        width = max(map(len, COMMANDS))
        limit = formatter.width - 6 - width
        for title, group in GROUPS.items():
            if title == TOOL:
                continue  # for scripts and for those who keep peel; docs/cli.md has them
            rows = [(f"{name:<{width}}", built(name).get_short_help_str(limit)) for name in group]
            with formatter.section(title):
                formatter.write_dl(rows)

    def get_help(self, ctx: Any) -> str:
        """Return the help, fitted to a narrow terminal too."""
        _fit(ctx)
        return super().get_help(ctx)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the arguments; without any, print how to begin."""
        if not args and not ctx.resilient_parsing:
            from peelcli.output import write_for_people

            write_for_people(_START)
            raise typer.Exit
        return super().parse_args(ctx, args)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command that is named; a force alone asks for `show`."""
        if args[0] not in COMMANDS and _is_force(args[0]):
            return "show", built("show"), args
        return super().resolve_command(ctx, args)

    def main(
        self,
        args: Any = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Run a command line; print the error that a user can mend, and end with its code."""
        try:
            with catch_warnings():
                simplefilter("always", PeelWarning)
                warnings.showwarning = _say_warning  # type: ignore[assignment] # takes any
                return super().main(
                    args, prog_name, complete_var, standalone_mode, windows_expand_args, **extra
                )
        except (PeelError, OSError, UnicodeError) as error:
            from peelcli.output import say

            code = exit_code_of(error)
            if code != ExitCode.READER_GONE:
                say(message_of(error))
        if standalone_mode:
            sys.exit(code)
        return code


def _dataset() -> "Dataset":
    """Return the dataset in use, without a command to name one."""
    from peelcli.keeper.loading import load_dataset

    return load_dataset(os.environ.get("PEEL_DATA") or None)


def _is_force(name: str) -> bool:
    """Return whether a word that is no command names one force."""
    from peelcli.finding import forces_named
    from peelcli.text import did_you_mean

    try:
        return len(forces_named(_dataset().forces, name)) == 1
    except DatasetError:
        # `show` says what is wrong with the dataset.
        return not did_you_mean(name, COMMANDS)


def _say_warning(message: Warning | str, *_: object) -> None:
    from peelcli.output import say

    say(str(message))


def _fit(ctx: Any) -> None:
    from shutil import get_terminal_size

    columns = get_terminal_size().columns
    if columns < _NARROW:
        ctx.terminal_width = max(columns - 2, _NARROW // 2)


def message_of(error: Exception) -> str:
    """Return the message of an error for the user."""
    if isinstance(error, OSError) and not isinstance(error, PeelError):
        # An error that no caller handled: a name too long, a disk that fails.
        name = str(error.filename or "a file")[:200]
        return f"{name!r} can't be used: {error.strerror or error}"
    # Python's parameters are options here.
    return re.sub(r"`(\w+)=`", lambda found: f"--{found[1].replace('_', '-')}", str(error))


def exit_code_of(error: Exception) -> int:
    """Return the exit code for an error."""
    if is_reader_gone(error):
        return ExitCode.READER_GONE
    return error.exit_code if isinstance(error, PeelError) else ExitCode.OUTPUT


PARTS = {"round": ("add", "comparable")}
"""The commands that have commands of their own."""


def built(name: str) -> TyperCommand | TyperGroup:
    """Return a command, which is one of COMMANDS, ready to be called."""
    if name in PARTS:
        return _built_of_parts(name)
    if name in METHODS and name not in _MORE_THAN_ASKING:
        command = asking(form_of(name), METHODS[name])
    else:
        module = "import_" if name == "import" else name
        command = import_module(f"peelcli.commands.{module}").command
    one = typer.Typer(add_completion=False, rich_markup_mode=None, context_settings=SETTINGS)
    one.command(name, cls=Command)(command)
    return cast("TyperCommand", get_command(one))


def built_part(name: str, part: str) -> TyperCommand:
    """Return a command of a command that has some."""
    return cast("TyperCommand", _built_of_parts(name).commands[part])


def help_of(name: str | None = None) -> str:
    """Return the help of a command, or of all."""
    whole = get_command(app)
    context = whole.make_context("peel", [], resilient_parsing=True)
    if name is None:
        return f"{whole.get_help(context)}\n"
    command = built(name)
    inside = command.make_context(name, [], parent=context, resilient_parsing=True)
    return f"{command.get_help(inside)}\n"


def _built_of_parts(name: str) -> TyperGroup:
    module = import_module(f"peelcli.commands.{name}")
    whole = typer.Typer(
        add_completion=False, rich_markup_mode=None, context_settings=SETTINGS, help=module.ABOUT
    )
    for part in PARTS[name]:
        whole.command(part, cls=Command)(getattr(module, part))
    return cast("TyperGroup", get_command(whole))


app = typer.Typer(
    name="peel",
    cls=Commands,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings=SETTINGS,
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"peel {__version__}")
        with suppress(PeelError, OSError):
            typer.echo(_version_of_dataset())
        raise typer.Exit


def _print_citation(wanted: bool) -> None:
    if wanted:
        from peelcli.answers.origin import citation

        typer.echo(citation(_dataset()))
        raise typer.Exit


def _version_of_dataset() -> str:
    from peelcli.text import counted, day_in_words

    dataset = _dataset()
    version = f" {dataset.version}" if dataset.version else ""
    day = f" of {day_in_words(dataset.version_day)}" if dataset.version_day else ""
    return f"dataset{version}{day}, {counted(dataset.size, 'judgment')}"


@app.callback()
def peel(
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            help="Print the versions of peel and of its dataset.",
            callback=_print_version,
            is_eager=True,
        ),
    ] = False,
    cite: Annotated[
        bool,
        typer.Option(
            "--cite",
            help="Print how to cite peel and its dataset.",
            callback=_print_citation,
            is_eager=True,
        ),
    ] = False,
) -> None:
    """Compare the grades that police forces in England and Wales get from the inspectorate.

    `peel help COMMAND` explains a command; `peel help formats`, `exit-codes` and `data`
    tell what they share.

    \b
    Examples:
      peel show sussex
      peel diff 2016 2017
    """


def run_commands(arguments: list[str] | None = None) -> int:
    """Run a command line, by default the process's own, and return the exit code.

    Prints what Typer finds wrong with one in Typer's words.
    """
    try:
        code = app(arguments, prog_name="peel", standalone_mode=False)
    except typer.TyperException as error:
        from io import StringIO

        from peelcli.output import complain

        shown = StringIO()
        # Typer does not export the class of its usage errors, which has this method.
        cast("Any", error).show(shown)
        complain(shown.getvalue())
        return error.exit_code
    except SystemExit as end:
        # Typer raises SystemExit when the pipe closes while it prints help.
        if isinstance(end.__context__, BrokenPipeError):
            return ExitCode.READER_GONE
        return end.code if isinstance(end.code, int) else ExitCode.OK
    return int(code or ExitCode.OK)
