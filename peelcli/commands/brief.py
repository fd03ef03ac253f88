"""`peel brief`: one page on one force, or one on each."""

from typing import TYPE_CHECKING

from peelcli import options as opt
from peelcli.answers.brief import BRIEF
from peelcli.asking import asking
from peelcli.errors import UsageError
from peelcli.result import One, Spelling

if TYPE_CHECKING:
    from peelcli.answers.answer import Answer
    from peelcli.data import PeelData


def ask(
    dataset: "PeelData",
    force: One | None = None,
    *,
    round: One | None = None,  # noqa: A002 - as Python has it
    group: Spelling = None,
    beside: Spelling = None,
    since: One | None = None,
    by: str | None = None,
    all: bool = False,  # noqa: A002 - as the command line has it
    output: opt.Output = None,
) -> "Answer | dict[str, Answer]":
    """Return the page of a force, or those of all forces by their ids."""
    if force is not None and not all:
        return dataset.brief(force, round=round, group=group, beside=beside, since=since, by=by)
    if force is None and all and output is not None:
        return {**dataset.briefs(round=round, group=group, beside=beside, since=since, by=by)}
    raise UsageError("name a force, or say --all -o FOLDER")


command = asking(BRIEF, ask)
