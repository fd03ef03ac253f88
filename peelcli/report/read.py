"""The report of `peel read`."""

from collections.abc import Iterator

from peelcli.pages.page import PageStatements
from peelcli.pages.proposals import Proposal, Proposals, counts_of
from peelcli.report.grades import marks_of, question_label
from peelcli.report.tables import Cell, Detail, Report, numbers, table_of
from peelcli.text import counted, in_sentence


def read_report(found: Proposals) -> Report:
    """Return the answer for people: a table a page, its counts, what was not understood."""
    tables = tuple(
        table_of(
            page.name,
            ["Force", "Round", "Question", "Grade", "Dataset", *numbers("Line"), "Sentence"],
            [_cells(one) for one in found.proposals if one.page == page.name],
            notes=tuple(_counts(found, page)),
            is_captioned=True,
        )
        for page in found.pages
    )
    open_ = tuple((f"{one.page}:{one.line}", one.quote) for one in found.not_understood)
    count = f"{counted(len(found.proposals), 'proposal')} in {counted(len(found.pages), 'page')}"
    against = ", ".join(
        f"{sum(one.against is kind for one in found.proposals)} {kind.value.replace('-', ' ')}"
        for kind in dict.fromkeys(one.against for one in found.proposals)
    )
    return Report(
        "What the pages say",
        tables,
        (f"{count}{against and ': '}{against}.",),
        details=(Detail(Cell("Not understood"), open_),) if open_ else (),
    )


def _cells(one: Proposal) -> tuple[str | Cell, ...]:
    judgment = one.judgment
    question = one.round.question(judgment.key)
    label = judgment.grade.label if judgment.grade else ""
    return (
        judgment.force,
        one.round.short_label,
        question_label(question) if question else "",
        Cell(label, judgment.grade, marks_of(judgment)),
        one.against.value.replace("-", " "),
        str(one.line),
        one.quote,
    )


def _counts(found: Proposals, page: PageStatements) -> Iterator[str]:
    counts = [*counts_of(found, page)]
    if counts:
        stated = ", ".join(f"{count} {in_sentence(grade.label)}" for grade, count, _ in counts)
        present = ", ".join(f"{has} {in_sentence(grade.label)}" for grade, _, has in counts)
        agree = all(count == has for _, count, has in counts)
        yield f"The page counts {stated}; found: {present}{', they agree' if agree else ''}."
    for (_, question), texts in page.areas_for_improvement:
        for text in texts:
            yield f"Area for improvement ({question}): {text}"
