"""`peel schema`: the JSON Schema of a command's output."""

from typing import Annotated

import typer

from peelcli import options as opt
from peelcli.complete import complete_schema


def command(
    name: Annotated[
        str, typer.Argument(metavar="COMMAND", help="A command.", autocompletion=complete_schema)
    ],
    output: opt.Output = None,
) -> None:
    """Print the JSON Schema of what a command prints with --json.

    \b
    Examples:
      peel schema show
      peel schema diff -o diff.schema.json
    """
    from peelcli.finding import find_among
    from peelcli.forms import COMMANDS, schema_of
    from peelcli.output import write_utf8
    from peelcli.render import JSON, format_named
    from peelcli.render.json import json_text

    format_named(JSON, output)
    write_utf8(json_text(schema_of(find_among("command", COMMANDS, name))), output)
