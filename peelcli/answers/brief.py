"""One force in one round: its page, what the report found, and what may be said."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from peelcli.answers.brief_facts import Brief, BriefRow, Move
from peelcli.answers.brief_sentences import lead, nothing_known, safe, unsafe
from peelcli.answers.change import Kind
from peelcli.answers.form import Form
from peelcli.answers.grid import CellKind
from peelcli.answers.reported import (
    NO_ADDRESS,
    begun_notes,
    day_of,
    lines_of_later,
    place_of,
)
from peelcli.answers.standing import Standing
from peelcli.contract import list_of, one_of, or_null, record_of, records_of
from peelcli.records import (
    ADDRESS,
    BASIS,
    BOOLEAN,
    BRIEF_FORCE,
    COUNT,
    DAY,
    GRADE,
    NUMBER,
    PLACE,
    REPORT,
    RESTS_ON,
    TEXT,
    TEXTS,
    basis_of,
    fields,
    get,
    grade_of,
    reason,
)
from peelcli.rests_on import MEANING
from peelcli.terms import Status
from peelcli.text import day_in_words, in_sentence

if TYPE_CHECKING:
    from peelcli.answers.tables import Cell, Column, Detail, Report, Table


_TO_COMMENT = timedelta(days=56)
"""Police Act 1996, s. 55: https://www.legislation.gov.uk/ukpga/1996/16/section/55"""


STANDING = fields(
    ("against", TEXT, get("against"), "`all`, or the id of a group; always without the force"),
    ("higher", COUNT, get("higher"), "other forces with a better grade"),
    ("same", COUNT, get("same"), "with the same grade"),
    ("lower", COUNT, get("lower"), "with a lower grade"),
    (
        "missing",
        COUNT,
        get("missing"),
        "whose grade is not in the dataset, or left out as of a day",
    ),
    ("not_graded", COUNT, get("not_graded"), "that are known to have got none"),
    ("derived", COUNT, get("derived"), "of those with a grade: worked out or inferred"),
)

BESIDE = fields(
    ("force", TEXT, lambda pair: pair[0].id, "the force's id"),
    ("grade", or_null(GRADE), lambda pair: pair[1].judgment and pair[1].judgment.grade,
     "null where there is none"),
    ("status", one_of([*Status, *list(CellKind)[1:]]), lambda pair: pair[1].status,
     "as in `overview`"),
    ("basis", or_null(BASIS), lambda pair: pair[1].judgment and pair[1].judgment.basis,
     "what kind of page the grade rests on"),
)  # fmt: skip

BRIEF_ROW = fields(
    ("pillar", or_null(TEXT), get("question.pillar"), PLACE["pillar"]),
    ("question", or_null(TEXT), get("question.id"), PLACE["question"]),
    ("grade", or_null(GRADE), grade_of("cell.judgment"), "null where there is none"),
    ("status", one_of([*Status, *list(CellKind)[1:]]), get("status"), "as in `overview`"),
    ("standing", records_of(STANDING), get("standings"), "against all other forces, then groups"),
    ("published", or_null(DAY), lambda row: row.cell.judgment and row.cell.judgment.published,
     "the day on which the grade came out"),
    ("is_new", BOOLEAN, get("is_new"), "whether that is after `since`"),
    ("basis", or_null(BASIS), basis_of("cell.judgment"), "what kind of page the grade rests on"),
    ("rests_on", or_null(RESTS_ON), get("cell.rests_on"), MEANING),
    ("note", or_null(TEXT), get("cell.note"), "what a user of the grade should know"),
    ("sources", list_of(ADDRESS), get("cell.sources"),
     "the pages that state the grade, best first"),
    ("beside", records_of(BESIDE), get("others"), "the grades of the forces named with `--with`"),
)  # fmt: skip

MOVE = fields(
    ("pillar", or_null(TEXT), get("pillar"), PLACE["pillar"]),
    ("question", or_null(TEXT), get("question.id"), PLACE["question"]),
    ("from", NUMBER, get("before.year"), "the earlier round"),
    ("before", or_null(GRADE), grade_of("before"), "the grade there"),
    ("after", or_null(GRADE), grade_of("after"), "the grade now"),
    ("change", one_of(Kind), get("kind"), "what happened between the two"),
    ("steps", or_null(NUMBER), get("steps"), "grades up, or down if negative"),
    ("before_basis", or_null(BASIS), basis_of("before"), "what kind of page that grade rests on"),
    ("after_basis", or_null(BASIS), basis_of("after"), "likewise, now"),
)


_KINDS = {
    Kind.IMPROVED: "up {}",
    Kind.DECLINED: "down {}",
    Kind.UNCHANGED: "the same",
    Kind.CARRIED_OVER: "carried over, not inspected",
    Kind.NOT_GRADED: "not graded",
}


def brief_report(brief: Brief, *, against: Collection[str] = ()) -> Report:
    """Return the page for people. `against` are the ids of the groups that it shows."""
    from peelcli.answers.tables import Report

    name = brief.force.id
    return Report(
        f"{brief.force.name}: {brief.round.label}",
        tuple(_tables(brief, against)),
        head=tuple(_head(brief)),
        lead=tuple(lead(brief)),
        details=tuple(_details(brief)),
        lists_sources=True,
        is_one_page=True,
        notes=tuple(_notes(brief)),
        hints=(f"The pages in full, with notes: peel show {name} --sources --details.",),
        prepared_by=brief.prepared_by,
    )


def _head(brief: Brief) -> Iterator[tuple[str, str]]:
    yield "Force", f"{brief.force.name} ({place_of(brief.force)})"
    if brief.round.pillars:
        days = sorted({judgment.published for judgment in brief.judgments if judgment.published})
        shown = " to ".join(map(day_in_words, dict.fromkeys([days[0], days[-1]]))) if days else ""
        when = shown or "on a day that is not known"
        if not brief.judgments and brief.left_out:
            when = "not out by the day that is asked about"
        yield "Published", when
        return
    if brief.report is None and brief.later_report is not None:
        yield from lines_of_later(brief.round, brief.later_report, brief.left_out)
        return
    yield "Published", day_of(brief.report).removeprefix("published ")
    if brief.report and brief.report.published:
        due = day_in_words(str(date.fromisoformat(brief.report.published) + _TO_COMMENT))
        yield "Comments", f"of the Commissioner due by {due} (Police Act 1996, s. 55: 56 days)"
    yield "To check", (brief.report and brief.report.address) or NO_ADDRESS


def _tables(brief: Brief, against: Collection[str]) -> Iterator[Table]:
    from peelcli.answers.grades import question_label, resting, still_cell
    from peelcli.answers.tables import Column, numbers, table_of

    first = "Question" if brief.round.pillars else "Area"
    columns: list[str | Column] = [first, Column("Grade", holds_grades=True)]
    columns += [Column(force.short_name, holds_grades=True) for force in brief.beside]
    counts = numbers("Higher", "Same", "Lower", "Known")
    of_others = (
        "Other forces with a higher, the same and a lower grade, of those whose grade is known."
    )
    captions = (("Grades", brief.own), ("From separate reports", brief.separate))
    for caption, rows in captions:
        days = ["Published"] if rows == brief.separate else []
        if rows:
            yield table_of(
                caption,
                [*columns, "Rests on", *days, *counts],
                [
                    (
                        question_label(row.question),
                        _own(row),
                        *map(still_cell, row.beside),
                        resting(row.cell.judgment) if row.cell.judgment else "",
                        *([_day(row)] if days else []),
                        *_standing(row.standings[0]),
                    )
                    for row in rows
                ],
                notes=(of_others,) if rows == brief.own or not brief.own else (),
                is_captioned=True,
            )
    for place, group in enumerate(brief.groups, start=1):
        if group.id in against and brief.graded:
            yield table_of(
                f"Against {group.name}",
                [first, *counts],
                [
                    (question_label(row.question), *_standing(row.standings[place]))
                    for row in brief.graded
                ],
                is_captioned=True,
            )
    if _compares(brief):
        yield table_of(
            "What moved",
            [first, "Before", "Now", "Change"],
            [_move(move) for move in brief.moves if move.kind in _KINDS],
            is_captioned=True,
        )


def _day(row: BriefRow) -> str:
    return (row.cell.judgment and row.cell.judgment.published) or "not known"


def _move(move: Move) -> tuple[str | Cell, ...]:
    from peelcli.answers.grades import judgment_cell, question_label

    change = _KINDS[move.kind].format(abs(move.steps or 0))
    now = judgment_cell(move.after)._replace(sources=())
    return question_label(move.question), _earlier(move), now, change


def _own(row: BriefRow) -> Cell:
    from peelcli.answers.grades import still_cell
    from peelcli.answers.tables import Mark

    cell = still_cell(row.cell)
    return cell._replace(marks=(*cell.marks, (Mark.NEW, ""))) if row.is_new else cell


def _standing(found: Standing) -> tuple[str, ...]:
    return tuple(map(str, (found.higher, found.same, found.lower, found.known)))


def _earlier(move: Move) -> Cell:
    from peelcli.answers.grades import judgment_cell
    from peelcli.answers.tables import Mark

    cell = judgment_cell(move.before)
    text = f"{move.before.year} {cell.text or 'not graded'}"
    marks = tuple(pair for pair in cell.marks if pair[0] is Mark.DERIVED)
    return cell._replace(text=text, marks=marks, sources=())


def _notes(brief: Brief) -> Iterator[str]:
    from peelcli.answers.grades import question_label, reasoned

    yield from begun_notes(brief.begun)
    for row in brief.rows:
        judgment = row.cell.judgment
        if judgment is not None and judgment.grade is None and judgment.note:
            yield f"{question_label(row.question)}, not graded: {judgment.note}"
    if brief.before is None:
        yield "What moved: nothing earlier of this force is in the dataset."
    elif brief.why_not is not None and not _compares(brief):
        yield f"Against {brief.before.label}: can't be compared. {reasoned(brief.why_not)}"
    elif not brief.moves:
        yield "What moved: no earlier grade that compares is in the dataset."
    for round_ in brief.between:
        yield f"{round_.label} lies between: none of its grades is in the dataset."
    if brief.before is not None and brief.not_compared:
        names = ", ".join(in_sentence(question_label(question)) for question in brief.not_compared)
        yield f"No source says that these compare with {brief.before.label}: {names}."


def _compares(brief: Brief) -> bool:
    """Return whether grades of an earlier round than the one before compare."""
    return any(move.kind in _KINDS and move.kind is not Kind.NOT_GRADED for move in brief.moves)


def _details(brief: Brief) -> Iterator[Detail]:
    from peelcli.answers.grades import question_label
    from peelcli.answers.tables import Cell, Detail

    report = brief.report
    found = (report and report.causes_of_concern, report and report.areas_for_improvement)
    labels = ("Causes of concern", "Areas for improvement")
    lines = [
        (label, "; ".join(each.texts))
        for label, each in zip(labels, found, strict=True)
        if each and each.texts
    ]
    lines += [
        (question_label(row.question), text)
        for row in brief.rows
        if row.cell.judgment
        for text in row.cell.judgment.areas_for_improvement
    ]
    if lines:
        yield Detail(Cell("To improve"), tuple(lines))
    sentences = [*safe(brief)] or [f"Nothing: {in_sentence(nothing_known(brief))}"]
    yield Detail(Cell("Safe to print"), tuple(("", sentence) for sentence in sentences))
    yield Detail(Cell("Not safe"), tuple(("", sentence) for sentence in unsafe(brief)))


BRIEF = Form(
    "brief",
    fields(
        ("force", record_of(BRIEF_FORCE), get("force"), "the force"),
        ("year", NUMBER, get("round.year"), PLACE["year"]),
        ("round", TEXT, get("round.label"), "the round's label"),
        ("report", or_null(record_of(REPORT)), get("report"), "what is known of its report"),
        ("rows", records_of(BRIEF_ROW), get("rows"), "as the reports have them"),
        (
            "moves",
            records_of(MOVE),
            get("moves"),
            "against the last comparable round; where rounds can't be compared, side by side",
        ),
        ("lead", TEXTS, lambda page: [*lead(page)], "what the report found, in sentences"),
        (
            "safe",
            TEXTS,
            lambda page: [*safe(page)],
            "what the grades prove, five at most",
        ),
        ("unsafe", TEXTS, lambda page: [*unsafe(page)], "what they do not prove, and why"),
        (
            "sources",
            list_of(ADDRESS),
            get("sources"),
            "all pages that state something here",
        ),
        (
            "reason",
            or_null(TEXT),
            reason,
            "why the round before can't be compared",
        ),
        ("since", or_null(DAY), get("since"), "the day after which grades are marked as new"),
    ),
    brief_report,
    about="""Write one page on one force, with sentences safe to quote.

\b
Examples:
  peel brief derbyshire
  peel brief kent --with essex --since 2024-01-01
""",
    words={
        "force": "A force.",
        "round": "A round; the force's latest if none is named.",
        "group": "Compare with this group of forces too",
        "beside": "Show this force's grades beside",
        "since": "Mark what came out after this day, or from this month on.",
        "all": "Write a page for every force, to the folder of -o.",
    },
)
