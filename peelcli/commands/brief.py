"""`peel brief`: one page on a force or a question, or one on each force."""

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
    pillar: Spelling = None,
    question: Spelling = None,
    group: Spelling = None,
    beside: Spelling = None,
    since: One | None = None,
    by: str | None = None,
    all: bool = False,  # noqa: A002 - as the command line has it
    output: opt.Output = None,
) -> "Answer | dict[str, Answer]":
    """Return the page of a force or of a question, or those of all forces by their ids."""
    if all and output is not None and not (force or pillar or question):
        return {**dataset.briefs(round=round, group=group, beside=beside, since=since, by=by)}
    if all or not (force or pillar or question):
        raise UsageError("name a force or a --question, or say --all -o FOLDER")
    return dataset.brief(
        force,
        round=round,
        pillar=pillar,
        question=question,
        group=group,
        beside=beside,
        since=since,
        by=by,
    )


command = asking(BRIEF, ask)
