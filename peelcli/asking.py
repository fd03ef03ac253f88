"""Makes a command of a function that asks a dataset: the options that all such commands share.

Typer has no way to share options: https://github.com/fastapi/typer/issues/153.
"""

from collections.abc import Callable
from inspect import Parameter, signature
from typing import TYPE_CHECKING, Any

from peelcli import options as opt

if TYPE_CHECKING:
    from peelcli.answers.answer import Answer


def _shared(
    day: opt.AsOf = None,
    format_: opt.Format = None,
    as_json: opt.Json = False,
    output: opt.Output = None,
    fragment: opt.Fragment = False,
    groups: opt.GroupsFile = None,
    data: opt.Data = None,
) -> None:
    """Have the options that every question takes, in the order of the help."""


def asking(
    ask: Callable[..., "Answer | dict[str, Answer]"],
    *,
    has_day: bool = True,
    after: Callable[..., None] | None = None,
) -> Callable[..., None]:
    """Return the command of a function that takes a dataset and options, and returns an answer.

    The command has the function's options, then the shared ones: `--as-of` where the question has
    a day, `--groups` where it takes a group. A shared option that the function names is given to
    it too. A dict of answers becomes a folder of files. `after` is called with the answer, once it
    is written, and with its own options.
    """
    _, *named = signature(ask).parameters.values()
    late = list(signature(after).parameters.values())[1:] if after else []
    left_out = {"day"} if not has_day else set()
    if "group" not in {option.name for option in named}:
        left_out.add("groups")
    shared = [
        option for option in signature(_shared).parameters.values() if option.name not in left_out
    ]
    own = [option for option in named if option.name not in {one.name for one in shared}]

    def command(**given: Any) -> None:  # noqa: ANN401 - as Typer calls it
        from peelcli import load
        from peelcli.output import write_answer, write_answers

        common = {option.name: given[option.name] for option in shared}
        at_end = {option.name: given[option.name] for option in late}
        dataset = load(common["data"], common.get("groups")).as_of(common.get("day"))
        answer = ask(dataset, **{option.name: given[option.name] for option in named})
        how = common["format_"], common["output"]
        options = {"as_json": common["as_json"], "fragment": common["fragment"]}
        if isinstance(answer, dict):
            write_answers(answer, *how, **options)
        else:
            write_answer(answer, *how, **options)
        if after is not None:
            after(answer, **at_end)

    several = [*own, *late, *shared]
    whole = [option.replace(kind=Parameter.POSITIONAL_OR_KEYWORD) for option in several]
    command.__doc__ = ask.__doc__
    command.__signature__ = signature(ask).replace(parameters=whole, return_annotation=None)  # type: ignore[attr-defined]
    command.__annotations__ = {option.name: option.annotation for option in whole}
    return command
