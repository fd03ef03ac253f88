"""`peel diff`: grades that improved or declined between two rounds."""

from typing import TYPE_CHECKING, Annotated

import typer

from peelcli import options as opt
from peelcli.answers.diff import DiffSort
from peelcli.asking import asking
from peelcli.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from peelcli.answers.answer import Answer
    from peelcli.data import PeelData


def ask(
    dataset: "PeelData",
    from_round: opt.FromRound = None,
    to_round: opt.ToRound = None,
    sort: Annotated[
        DiffSort,
        typer.Option("--sort", help="By force, by question, or the largest move up first."),
    ] = DiffSort.FORCE,
    force: opt.Forces = None,
    region: opt.Regions = None,
    nation: opt.Nations = None,
    group: opt.Groups = None,
    pillar: opt.Pillars = None,
    question: opt.OneQuestion = None,
    questions: opt.Questions = False,
    only: opt.Only = None,
    show_all: opt.All = False,
    anyway: opt.Anyway = False,
    sources: opt.Sources = False,
) -> "Answer":
    """Compare two rounds: which grades improved, and which declined.

    Without rounds, the latest two that can be compared.

    \b
    Examples:
      peel diff 2016 2017 --pillar legitimacy
      peel diff 2017 2018/19 --questions --region wales --all
    """
    return dataset.diff(
        from_round,
        to_round,
        force=force,
        region=region,
        nation=nation,
        group=group,
        pillar=pillar,
        question=question,
        questions=questions,
        only=only,
        all=show_all,
        anyway=anyway,
        sort=sort,
        sources=sources,
    )


def _end(answer: "Answer", exit_code: opt.ExitCodeOption = False) -> None:
    if exit_code and not answer.result.comparable:
        raise UsageError("--exit-code has no meaning here: these rounds can't be compared")
    if exit_code and answer.result.summary.moves:
        raise typer.Exit(ExitCode.DIFFERENT)


command = asking(ask, after=_end)
