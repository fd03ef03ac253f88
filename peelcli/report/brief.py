"""The report of `peel brief`: one page."""

from collections.abc import Iterator

from peelcli.queries.brief import Brief, BriefRow, Move
from peelcli.queries.change import Kind
from peelcli.queries.standing import Standing
from peelcli.report.grades import judgment_cell, question_label, reasoned, still_cell
from peelcli.report.reported import begun_notes, lines_of, lines_of_later, place_of
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
        when = f"published {shown or 'on a day that is not known'}"
        if not brief.judgments and brief.left_out:
            when = "not out by the day that is asked about"
        yield "Round", f"{brief.round.label}, {when}"
        yield "Graded", f"{_graded(brief)} of {len(brief.rows)} pillars and questions"
        return
    if brief.report is None and brief.later_report is not None:
        yield from lines_of_later(brief.round, brief.later_report, brief.left_out)
        return
    yield from lines_of(brief.round, brief.report, brief.reported, _graded(brief))


def _graded(brief: Brief) -> int:
    return sum(one.grade is not None for one in brief.judgments)


def _lead(brief: Brief) -> Iterator[str]:
    counts = ", ".join(f"{count} {in_sentence(grade.label)}" for grade, count in brief.counts)
    if counts:
        yield f"Its grades here: {counts}."
    else:
        yield _none(brief)
    for rows, side in ((brief.higher_than_most, "higher"), (brief.lower_than_most, "lower")):
        named = "; ".join(_against_most(row, side) for row in rows)
        if named:
            yield f"It stands {side} than most in {named}."
    if brief.since is not None:
        day = day_in_words(brief.since)
        new = sum(row.is_new for row in brief.rows)
        others = counted(brief.new_elsewhere, "other force")
        unknown = f", {brief.undated_here} of unknown day" if brief.undated_here else ""
        yield f"New since {day}: {counted(new, 'grade')} here{unknown}; grades of {others}."


def _none(brief: Brief) -> str:
    if brief.left_out:
        return f"None of its grades was out by then; {brief.left_out} came out later."
    return "None of its grades is in the dataset."


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
        notes=(
            "Numbers of other forces with a higher / the same / a lower grade (grade not known).",
        ),
        is_captioned=True,
    )
    if brief.moves and brief.before is not None:
        headings = ["Question" if brief.round.pillars else "Area", "Before", "Now"]
        # Side by side, the caption says what the column would.
        compares = brief.why_not is None or _compares(brief)
        headings += ["Change"] if compares else []
        yield table_of(
            "What moved" if compares else "Side by side, no change implied",
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
    marks = tuple(pair for pair in cell.marks if pair[0] is Mark.DERIVED)
    return cell._replace(text=text, marks=marks, sources=())


def _notes(brief: Brief) -> Iterator[str]:
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
        names = ", ".join(in_sentence(question_label(one)) for one in brief.not_compared)
        yield f"No source says that these compare with {brief.before.label}: {names}."


def _compares(brief: Brief) -> bool:
    """Return whether grades of an earlier round than the one before compare."""
    return any(one.kind is not Kind.NOT_COMPARABLE for one in brief.moves if one.after.grade)


def _details(brief: Brief) -> Iterator[Detail]:
    report = brief.report
    lines = []
    for label, found in (
        ("Causes of concern", report and report.causes_of_concern),
        ("Areas for improvement", report and report.areas_for_improvement),
    ):
        nothing = "not out by then" if brief.later_report else "nothing in the dataset"
        text = "; ".join([str(found.number), *found.texts]) if found else nothing
        lines.append((label, text))
    lines += [
        (question_label(row.question), text)
        for row in brief.rows
        if row.cell.judgment
        for text in row.cell.judgment.areas_for_improvement
    ]
    yield Detail(Cell("To improve"), tuple(lines))
    no_grades = [f"Nothing: {in_sentence(_none(brief))}"]
    yield Detail(Cell("Safe to print"), tuple(("", one) for one in brief.safe or no_grades))
    yield Detail(Cell("Not safe"), tuple(("", one) for one in brief.unsafe))
