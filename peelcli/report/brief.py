"""The report of `peel brief`: one page."""

from collections.abc import Iterator

from peelcli.queries.brief import Brief, BriefRow, Move
from peelcli.queries.change import Kind
from peelcli.queries.standing import Standing
from peelcli.report.grades import judgment_cell, question_label, reasoned, still_cell
from peelcli.report.reported import begun_notes, lines_of, place_of
from peelcli.report.tables import Cell, Column, Detail, Mark, Report, Table, table_of
from peelcli.text import counted, day_in_words, in_sentence

_KINDS = {
    Kind.IMPROVED: "up {}",
    Kind.DECLINED: "down {}",
    Kind.UNCHANGED: "the same",
    Kind.CARRIED_OVER: "carried over, not inspected",
    Kind.NOT_GRADED: "not graded",
    Kind.NOT_COMPARABLE: "",
}


def brief_report(brief: Brief) -> Report:
    """Return the page for people."""
    return Report(
        f"{brief.force.name}: {brief.round.label}",
        tuple(_tables(brief)),
        head=tuple(_head(brief)),
        lead=tuple(_lead(brief)),
        details=tuple(_details(brief)),
        lists_sources=True,
        is_one_page=True,
        more_sources=brief.sources,
        notes=tuple(_notes(brief)),
    )


def _head(brief: Brief) -> Iterator[tuple[str, str]]:
    yield "Force", f"{brief.force.name} ({place_of(brief.force)})"
    if brief.round.pillars:
        days = sorted({one.published for one in brief.judgments if one.published})
        shown = " to ".join(map(day_in_words, dict.fromkeys([days[0], days[-1]]))) if days else ""
        yield "Round", f"{brief.round.label}, published {shown or 'on a day that is not known'}"
        yield "Graded", f"{_graded(brief)} of {len(brief.rows)} pillars and questions"
        return
    yield from lines_of(brief.round, brief.report, brief.reported, _graded(brief))


def _graded(brief: Brief) -> int:
    return sum(one.grade is not None for one in brief.judgments)


def _lead(brief: Brief) -> Iterator[str]:
    counts = ", ".join(f"{count} {in_sentence(grade.label)}" for grade, count in brief.counts)
    yield f"Its grades here: {counts}." if counts else "None of its grades is in the dataset."
    for rows, side in ((brief.higher_than_most, "higher"), (brief.lower_than_most, "lower")):
        named = "; ".join(_against_most(row, side) for row in rows)
        yield f"It stands {side} than most in {named or 'nothing'}."
    if brief.since is not None:
        day = day_in_words(brief.since)
        new = sum(row.is_new for row in brief.rows)
        others = counted(brief.new_elsewhere, "other force")
        yield f"New since {day}: {counted(new, 'grade')} here; grades of {others}."


def _against_most(row: BriefRow, side: str) -> str:
    found = row.standings[0]
    count, how = (found.lower, "lower") if side == "higher" else (found.higher, "higher")
    return f"{in_sentence(question_label(row.question))} ({count} of {found.known} are {how})"


def _tables(brief: Brief) -> Iterator[Table]:
    columns: list[str | Column] = [
        "Question" if brief.round.pillars else "Area",
        Column(brief.force.short_name, holds_grades=True),
        *(Column(one.short_name, holds_grades=True) for one in brief.beside),
        "All others",
        *(one.name for one in brief.groups),
    ]
    yield table_of(
        "How it stands",
        columns,
        [
            (
                question_label(row.question),
                _own(row),
                *map(still_cell, row.beside),
                *(
                    map(_standing, row.standings)
                    if row.standings
                    else [""] * (1 + len(brief.groups))
                ),
            )
            for row in brief.rows
        ],
        notes=("Other forces: how many are higher, the same, lower; in brackets, not known.",),
        is_captioned=True,
    )
    if brief.moves and brief.before is not None:
        headings = ["Question" if brief.round.pillars else "Area", "Before", "Now"]
        # Side by side, the caption says what the column would.
        headings += ["Change"] if brief.why_not is None else []
        yield table_of(
            "What moved" if brief.why_not is None else "Side by side, no change implied",
            headings,
            [_move(move)[: len(headings)] for move in brief.moves if move.kind in _KINDS],
            is_captioned=True,
        )


def _move(move: Move) -> tuple[str | Cell, ...]:
    change = _KINDS[move.kind].format(abs(move.steps or 0))
    now = judgment_cell(move.after)._replace(sources=())
    return question_label(move.question), _earlier(move), now, change


def _own(row: BriefRow) -> Cell:
    cell = still_cell(row.cell)
    return cell._replace(marks=(*cell.marks, (Mark.NEW, ""))) if row.is_new else cell


def _standing(found: Standing) -> Cell:
    text = f"{found.higher} / {found.same} / {found.lower}"
    missing = f" ({found.missing})" if found.missing else ""
    parts = (("higher", found.higher), ("same", found.same), ("lower", found.lower))
    return Cell(f"{text}{missing}", stack=parts)


def _earlier(move: Move) -> Cell:
    cell = judgment_cell(move.before)
    text = f"{move.before.year} {cell.text or 'not graded'}"
    return cell._replace(text=text, marks=(), sources=())


def _notes(brief: Brief) -> Iterator[str]:
    yield from begun_notes(brief.begun)
    for row in brief.rows:
        judgment = row.cell.judgment
        if judgment is not None and judgment.grade is None and judgment.note:
            yield f"{question_label(row.question)}, not graded: {judgment.note}"
    if brief.before is None:
        yield "What moved: nothing earlier of this force is in the dataset."
    elif brief.why_not is not None:
        yield f"Against {brief.before.label}: can't be compared. {reasoned(brief.why_not)}"
    elif not brief.moves:
        yield "What moved: no earlier grade that compares is in the dataset."


def _details(brief: Brief) -> Iterator[Detail]:
    report = brief.report
    lines = []
    for label, found in (
        ("Causes of concern", report and report.causes_of_concern),
        ("Areas for improvement", report and report.areas_for_improvement),
    ):
        text = "; ".join([str(found.number), *found.texts]) if found else "nothing in the dataset"
        lines.append((label, text))
    lines += [
        (question_label(row.question), text)
        for row in brief.rows
        if row.cell.judgment
        for text in row.cell.judgment.areas_for_improvement
    ]
    yield Detail(Cell("To improve"), tuple(lines))
    yield Detail(Cell("Safe to print"), tuple(("", one) for one in brief.safe or [_NOTHING]))
    yield Detail(Cell("Not safe"), tuple(("", one) for one in brief.unsafe))


_NOTHING = "Nothing: none of its grades is in the dataset."
