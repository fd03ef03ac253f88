"""Rows to fill in for a force's round: CSV for `peel import`, or YAML for the force's file."""

from peelcli.model import Dataset, Force, Round
from peelcli.render.csv import lines_of
from peelcli.terms import OVERALL

_COLUMNS = ("force", "year", "pillar", "question", "title", "grade", "sources")


def template_csv(force: Force, round_: Round) -> str:
    """Return a row for each question that the round graded, without grade and sources."""
    rows = [
        (
            force.id,
            str(round_.year),
            question.pillar or "",
            question.id or OVERALL,
            question.title or "",
            "",
            "",
        )
        for question in round_.graded_questions
    ]
    return lines_of([_COLUMNS, *rows])


def template_yaml(force: Force, round_: Round, dataset: Dataset) -> str:
    """Return the block of a round, its report's lines first where it is one of areas."""
    lines = [f"# {force.name}, {round_.label}: fill in, and leave out what you do not know."]
    lines.append(f"{round_.year}:")
    if not round_.pillars and dataset.report(force.id, round_.year) is None:
        lines += ["  report:", "    address: ", "    published: ", "    areas-graded: "]
    pillar = None
    for question in round_.graded_questions:
        indent = "    " if question.pillar else "  "
        if question.pillar != pillar:
            pillar = question.pillar
            lines += [f"  {pillar}:", "    sources: []"]
        lines += [
            f"{indent}# {question.title or question.name}",
            f"{indent}{question.id or OVERALL}: ",
        ]
    if not round_.pillars:
        lines.append("  sources: []")
    return "\n".join([*lines, "sources:", "  name: https://", ""])
