"""The commands that ask a question, each made of a method of what `load()` returns.

Typer has no way to share options: https://github.com/fastapi/typer/issues/153.
"""

from collections.abc import Callable, Iterable, Iterator
from inspect import Parameter, signature
from typing import TYPE_CHECKING, Annotated, Any

import typer

from peelcli import options as opt
from peelcli.render import formats_of
from peelcli.result import Spelling

if TYPE_CHECKING:
    from peelcli.answers.answer import Answer
    from peelcli.answers.form import Form
    from peelcli.model import Dataset
    from peelcli.render.look import Look

_POSITIONAL = {Parameter.POSITIONAL_OR_KEYWORD, Parameter.VAR_POSITIONAL}


def _shared(
    day: opt.AsOf = None,
    format_: opt.Format = None,
    as_json: opt.Json = False,
    output: opt.Output = None,
    fragment: opt.Fragment = False,
    title: opt.Title = None,
    subtitle: opt.Subtitle = None,
    width: opt.Width = None,
    theme: opt.Themes = None,
    highlight: opt.Highlight = None,
    groups: opt.GroupsFile = None,
    data: opt.Data = None,
) -> None:
    """Have the options that every question takes, in the order of the help."""


_OF_PICTURES = ("title", "subtitle", "width", "theme", "highlight")


def asking(
    form: "Form",
    ask: Callable[..., "Answer | dict[str, Answer]"],
    after: Callable[..., None] | None = None,
) -> Callable[..., None]:
    """Return the command of a question, made of the method that asks it.

    The command has the method's parameters as options, as `options_of` has them, then the shared
    ones: `--as-of` where the question has a day, `--groups` where it takes a group. A shared
    option that the method names is given to it too. A dict of answers becomes a folder of files.
    `after` is called with the answer, once it is written, and with its own options.
    """
    _, *asked = signature(ask).parameters.values()
    late = list(signature(after).parameters.values())[1:] if after else []
    left_out = set() if form.has_day else {"day"}
    if "group" not in {param.name for param in asked}:
        left_out.add("groups")
    if "svg" not in formats_of(form.name):
        left_out.update(_OF_PICTURES)
    shared = [
        param for param in signature(_shared).parameters.values() if param.name not in left_out
    ]
    formats = Annotated[str | None, opt.format_option(formats_of(form.name))]
    shared = [p.replace(annotation=formats) if p.name == "format_" else p for p in shared]
    both = {param.name for param in asked} & {param.name for param in shared}
    own = [
        option for param in asked if param.name not in both for option in options_of(form, param)
    ]

    def command(**given: Any) -> None:  # noqa: ANN401 - as Typer calls it
        from peelcli import load
        from peelcli.output import write_answer, write_answers

        common = {param.name: given.pop(param.name) for param in shared}
        at_end = {param.name: given.pop(param.name) for param in late}
        dataset = load(common["data"], common.get("groups")).as_of(common.get("day"))
        named = {name: common[name] for name in both}
        placed: list[Any] = []
        for param in asked:
            if param.name in given:
                value = _value(param, given)
                if param.kind is Parameter.VAR_POSITIONAL:
                    placed += value or ()
                else:
                    named[param.name] = value
        answer = ask(dataset, *placed, **named)
        how = common["format_"], common["output"]
        look = _look(common, dataset)
        options = {"as_json": common["as_json"], "fragment": common["fragment"], "look": look}
        if isinstance(answer, dict):
            write_answers(answer, *how, **options)
        else:
            write_answer(answer, *how, **options)
        if after is not None:
            after(answer, **at_end)

    command.__doc__ = form.about
    return taking(command, (*own, *late, *shared))


def _look(given: dict[str, Any], dataset: "Dataset") -> "Look | None":
    """Return how a picture is to look; None where nothing is said of it."""
    from peelcli.errors import UsageError
    from peelcli.finding import find_force, find_grades
    from peelcli.render.look import WIDTHS, Look
    from peelcli.terms import Grade
    from peelcli.text import did_you_mean

    if all(given.get(name) is None for name in _OF_PICTURES):
        return None
    width, highlight = given.get("width"), given.get("highlight")
    if width not in (None, *WIDTHS):
        raise UsageError(f"--width {width} is none of {', '.join(map(str, WIDTHS))}")
    grade = force = None
    if highlight is not None:
        try:
            (grade,) = find_grades([highlight])
        except UsageError as no_grade:
            try:
                force = find_force(dataset, highlight).short_name
            except UsageError:
                if did_you_mean(highlight, Grade):
                    raise no_grade from None
                raise
    return Look(width, given["theme"], given.get("title"), given.get("subtitle"), grade, force)


def taking(command: Callable[..., None], params: Iterable[Parameter]) -> Callable[..., None]:
    """Return a command that takes anything, as one of these parameters for Typer to read."""
    whole = [param.replace(kind=Parameter.POSITIONAL_OR_KEYWORD) for param in params]
    command.__signature__ = signature(_shared).replace(parameters=whole)  # type: ignore[attr-defined]
    command.__annotations__ = {param.name: param.annotation for param in whole}
    return command


def options_of(form: "Form", param: Parameter) -> Iterator[Parameter]:
    """Yield what a command takes for a parameter of its method.

    What Python takes by place is an argument, but for a round, which every command takes with
    `--round`; where it can stand by its place in Python, it may in the shell too.
    """
    several = param.annotation == Spelling or param.kind is Parameter.VAR_POSITIONAL
    is_round = param.name == "round"
    about = form.words.get(param.name, opt.A_ROUND if is_round and not several else "")
    type_: Any = opt.Texts if several else str | None
    default = None if param.default is Parameter.empty else param.default
    if param.default is Parameter.empty and not several:
        type_, default = str, Parameter.empty
    elif param.annotation is bool:
        type_ = bool
    elif param.name in form.choices:
        choice = form.choices[param.name]
        type_ = choice if default is not None else choice | None
        default = None if default is None else choice(default)
        as_choice = typer.Option(f"--{param.name}", help=about)
        yield param.replace(default=default, annotation=Annotated[type_, as_choice])
        return
    if param.kind in _POSITIONAL and not is_round:
        marked = "[FORCE]..." if several else "[FORCE]" if default is None else "FORCE"
        words = opt.argument(param.name, about, marked if param.name == "force" else None)
    else:
        words = opt.option(param.name, about, several=several)
    kind = Parameter.POSITIONAL_OR_KEYWORD
    yield param.replace(kind=kind, default=default, annotation=Annotated[type_, words])
    if is_round and param.kind in _POSITIONAL:
        by_place = typer.Argument(metavar="", hidden=True, autocompletion=opt.WORDS["round"].offers)
        yield Parameter(
            _BY_PLACE,
            Parameter.POSITIONAL_OR_KEYWORD,
            default=None,
            annotation=Annotated[opt.Texts, by_place],
        )


_BY_PLACE = "rounds_by_place"


def _value(param: Parameter, given: dict[str, Any]) -> Any:  # noqa: ANN401 - as Typer read it
    """Return what was typed for a parameter; for a round also by its place."""
    from peelcli.errors import UsageError

    value, by_place = given[param.name], given.get(_BY_PLACE)
    if param.name != "round" or not by_place:
        return value
    if param.annotation == Spelling:
        return [*(value or ()), *by_place]
    if value is not None or len(by_place) > 1:
        raise UsageError("name one round, with --round")
    return by_place[0]
