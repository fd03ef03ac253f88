"""The report of `peel diff`."""

from peelcli.comparability import Reason
from peelcli.model import Judgment, Question, Round
from peelcli.queries.change import COMPARED, MOVES, Kind
from peelcli.queries.diff import Diff, DiffRow
from peelcli.queries.grid import CellKind
from peelcli.report.grades import ABSENT, grade_in_words, reasoned, sources_of
from peelcli.report.tables import Cell, Column, Report, Source, table_of
from peelcli.text import counted, in_sentence


def diff_report(diff: Diff, *, why_not_newer: tuple[Round, Reason] | None = None) -> Report:
    """Return the answer for people; `why_not_newer` is why a later round is not compared."""
    title = f"{diff.before.label} to {diff.after.label}"
    hints: tuple[str, ...] = ()
    if diff.why_not is not None:
        notes = [f"These rounds can't be compared. {reasoned(diff.why_not)}", _pairs(diff)]
        if diff.summary.counts[Kind.NOT_COMPARABLE] and not diff.rows:
            hints = ("--anyway lists the pairs, not compared.",)
    else:
        notes = [f"{one.reason} [{one.source}]" for one in diff.partial_reasons]
        notes += [f"Graded in {one.label} only: {_listed(asked)}." for one, asked in diff.unpaired]
        notes.append(_summary(diff))
    headings = ["Force", "Pillar", "Question", "Change"]
    if not any(row.question.id for row in diff.rows):
        headings.remove("Question")
    rows = (_cells(row) for row in diff.rows)
    columns = [Column(name) for name in headings]
    columns[-1] = Column("Change", scale=diff.after.scale)
    table = table_of(title, columns, [[one[name] for name in headings] for one in rows])
    tables = (table,) if diff.rows else ()
    if why_not_newer is not None:
        newer, reason = why_not_newer
        title += ", the latest rounds that can be compared"
        notes.append(f"{newer.label} is not among them. {reasoned(reason)}")
    before, after = diff.before.label, diff.after.label
    sentence = f"{before} and {after} side by side, not compared"
    if diff.comparable:
        sentence = f"What moved from {before} to {after}"
    return Report(title, tables, tuple(notes), hints=hints, sentence=sentence)


def _cells(row: DiffRow) -> dict[str, str | Cell]:
    both = (row.before and row.before.grade, row.after and row.after.grade)
    grade = both[1] if row.change.kind in MOVES else None
    move = (both[0], both[1]) if row.change.kind in COMPARED and both[0] and both[1] else None
    return {
        "Force": row.force.short_name,
        "Pillar": row.pillar_name or "",
        "Question": row.question.name if row.question.id else "",
        "Change": Cell(_move(row), grade, sources=_sources(row), move=move),
    }


def _sources(row: DiffRow) -> tuple[Source, ...]:
    both = (sources_of(one) for one in (row.before, row.after) if one)
    return tuple(dict.fromkeys(source for sources in both for source in sources))


def _move(row: DiffRow) -> str:
    kind, steps = row.change
    before, after = map(_grade, (row.before, row.after), row.kinds)
    if kind is Kind.UNCHANGED:
        return f"{after}, unchanged"
    if kind is Kind.NOT_COMPARABLE:
        return f"{before} | {after}, not comparable"
    move = f", {'up' if steps > 0 else 'down'} {abs(steps)}" if steps else ""
    return f"{before} -> {after}{move}"


def _grade(judgment: Judgment | None, kind: CellKind) -> str:
    if judgment is None:
        return ABSENT[kind].words.capitalize()
    return grade_in_words(judgment)


def _listed(questions: tuple[Question, ...]) -> str:
    by_pillar: dict[str | None, list[str]] = {}
    for question in questions:
        name = question.name_in_sentence if question.id else "pillar grade"
        by_pillar.setdefault(question.pillar_name, []).append(name)
    return "; ".join(
        f"{in_sentence(pillar)} ({', '.join(names)})" if pillar else ", ".join(names)
        for pillar, names in by_pillar.items()
    )


def _pairs(diff: Diff) -> str:
    count = diff.summary.counts[Kind.NOT_COMPARABLE]
    pairs = f"{counted(count, 'pair')} of grades {'shares' if count == 1 else 'share'} a question"
    return f"{pairs}; none was compared."


def _summary(diff: Diff) -> str:
    counts = diff.summary.counts
    inside = ", ".join(f"{counts[kind]} {kind.label}" for kind in COMPARED)
    apart = [Kind.NOT_GRADED, Kind.MISSING]
    apart += [kind for kind in (Kind.LEFT_OUT, Kind.NOT_COMPARABLE) if counts[kind]]
    outside = ", ".join(f"{counts[kind]} {kind.label}" for kind in apart)
    return f"{diff.summary.compared} compared: {inside}. Not compared: {outside}."
