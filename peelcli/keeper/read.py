"""The JSON of what pages say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from peelcli.answers.form import Form
from peelcli.contract import Record, list_of, one_of, or_null, record_of, records_of
from peelcli.keeper.pages.proposals import Against, Proposal, Proposals, counts_of
from peelcli.keeper.pages.statements import PageStatements
from peelcli.records import ADDRESS, COUNTS, JUDGMENT, NUMBER, PLACE, TEXT, fields, get
from peelcli.terms import Grade
from peelcli.text import counted, in_sentence

if TYPE_CHECKING:
    from peelcli.answers.tables import Cell, Report


_QUOTE = (
    ("line", NUMBER, get("line"), "its line, from 1"),
    ("quote", TEXT, get("quote"), "the sentence, or the row of a table"),
)
_PAGE = ("page", TEXT, get("page"), "the page's file, or `-`")
_OF_A_PAGE: dict[str, dict[str, Any]] = {
    "sources": {"type": list_of(ADDRESS), "meaning": "the page's address; none without it"},
}
"""What differs from a judgment of the dataset."""
PROPOSAL = Record(
    (
        *(field._replace(**_OF_A_PAGE.get(field.name, {})) for field in JUDGMENT.fields),
        *fields(
            _PAGE,
            *_QUOTE,
            ("against", one_of(Against), get("against"), "what the dataset says of it"),
            ("take", one_of(("yes", "no")), get("take"), "whether `peel import` takes the row"),
        ).fields,
    )
)
PAGE = fields(
    ("page", TEXT, get("name"), "the page's file, or `-`"),
    ("force", or_null(TEXT), get("force"), "the force's id; null for a page about several"),
    ("year", NUMBER, get("year"), PLACE["year"]),
    ("counts", or_null(record_of(COUNTS)),
     lambda row: {grade: dict(row.counts).get(grade, 0) for grade in Grade} if row.counts else None,
     "how many areas got which grade, as the page says; null where it does not"),
)  # fmt: skip
QUOTE = fields(
    _PAGE, *_QUOTE, ("reason", TEXT, get("reason"), "why it gives no proposal, in a few words")
)


def read_report(found: Proposals) -> Report:
    """Return the answer for people: a table a page, its counts, what was not understood."""
    from peelcli.answers.tables import Cell, Detail, Report, numbers, table_of

    tables = tuple(
        table_of(
            page.name,
            ["Force", "Round", "Question", "Grade", "Dataset", *numbers("Line"), "Sentence"],
            [_cells(proposal) for proposal in found.proposals if proposal.page == page.name],
            notes=tuple(_counts(found, page)),
            is_captioned=True,
        )
        for page in found.pages
    )
    open_ = tuple(
        (f"{page_quote.page}:{page_quote.line}", f"{page_quote.quote} ({page_quote.reason})")
        for page_quote in found.not_understood
    )
    count = f"{counted(len(found.proposals), 'proposal')} in {counted(len(found.pages), 'page')}"
    against = ", ".join(
        f"{count_of_kind} {kind.value.replace('-', ' ')}"
        for kind, count_of_kind in Counter(p.against for p in found.proposals).items()
    )
    return Report(
        "What the pages say",
        tables,
        (f"{count}{against and ': '}{against}.",),
        details=(Detail(Cell("Not understood"), open_),) if open_ else (),
    )


def _cells(one: Proposal) -> tuple[str | Cell, ...]:
    from peelcli.answers.grades import marks_of, question_label
    from peelcli.answers.tables import Cell

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


READ = Form(
    "read",
    fields(
        ("pages", records_of(PAGE), get("pages"), "in the order of the command line"),
        ("proposals", records_of(PROPOSAL), get("proposals"), "page by page"),
        (
            "not_understood",
            records_of(QUOTE),
            get("not_understood"),
            "sentences with a grade that were not understood",
        ),
    ),
    read_report,
    rows="proposals",
    has_day=False,
)
