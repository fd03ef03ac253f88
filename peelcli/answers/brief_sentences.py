"""The sentences of a force's page: what the report found, and what may be printed.

Each holds for every way in which the grades that are not in the dataset could turn out.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from peelcli.answers.brief_facts import Brief, BriefRow, Move, place_on_scale
from peelcli.answers.change import Kind
from peelcli.model import ForceReport, Judgment, Question
from peelcli.rests_on import RestsOn, rests_on, round_is_inferred
from peelcli.terms import Basis, Grade
from peelcli.text import counted, day_in_words, in_sentence

FEWEST_OTHERS = 10
"""Other forces that must have a grade before a sentence sets a force against them."""
_MOST_MOVES = 4
_RESTS = {
    RestsOn.REPORT: "the report",
    RestsOn.INSPECTORATE: "another page of the inspectorate",
    RestsOn.FORCE: "the force",
    RestsOn.COMMISSIONER: "the Commissioner",
    RestsOn.PRESS: "the press",
    RestsOn.COUNTS: "counts or statements",
    RestsOn.INFERRED: "inference",
}
_RELEASES = ("justiceinspectorates.gov.uk", "wired-gov.net")


def lead(brief: Brief) -> Iterator[str]:
    """Yield what the report found, which grades are known here, and what these rest on."""
    report = brief.report
    if not brief.round.pillars and report is not None:
        yield from _of_report(report)
    if not brief.graded:
        yield nothing_known(brief)
    else:
        yield from _known(brief)
    if report is not None or brief.round.pillars:
        missing = [row for row in brief.rows if row.status == "missing"]
        own = [row for row in missing if not brief.is_separate(row)]
        if own:
            where = " Read them in the report, under To check." if report and report.address else ""
            yield f"Not known here: {_names(own)}.{where}"
        if len(own) < len(missing):
            apart = [row for row in missing if brief.is_separate(row)]
            yield f"Not known here, of a separate report: {_names(apart)}."
    if brief.graded:
        yield resting_line([row.cell.judgment for row in brief.graded if row.cell.judgment])
    if brief.since is not None:
        day = day_in_words(brief.since)
        new = sum(row.is_new for row in brief.rows)
        others = counted(brief.new_elsewhere, "other force")
        unknown = f", {brief.undated_here} of unknown day" if brief.undated_here else ""
        yield f"New since {day}: {counted(new, 'grade')} here{unknown}; grades of {others}."


def _of_report(report: ForceReport) -> Iterator[str]:
    """Yield the numbers of a report, by its own counts where these are known."""
    concern = report.causes_of_concern
    causes = f" Causes of concern: {concern.number}." if concern else ""
    better = report.areas_for_improvement
    causes += f" Areas for improvement: {better.number}." if better else ""
    if not report.counts:
        if report.areas_graded is not None:
            yield f"The report's page counts {counted(report.areas_graded, 'graded area')}.{causes}"
        elif causes:
            yield causes.strip()
        return
    source = f" [{report.counts_sources[0]}]" if report.counts_sources else ""
    total = report.graded or 0
    inside = counts_in_words(report.counts)
    if report.areas_graded == total:
        yield f"The report graded {counted(total, 'area')}: {inside}.{causes}{source}"
        return
    yield f"{_counter(report)} counted {counted(total, 'area')}: {inside}.{causes}{source}"
    if report.areas_graded is not None:
        yield f"The report's page counts {report.areas_graded}."


def counts_in_words(counts: Iterable[tuple[Grade, int]]) -> str:
    """Return counts of grades: the largest first, the worst grade first among equals."""
    order = [*Grade]
    found = sorted(counts, key=lambda pair: (-pair[1], -order.index(pair[0])))
    return ", ".join(f"{count} {in_sentence(grade.label)}" for grade, count in found if count)


def _counter(report: ForceReport) -> str:
    """Return who counted the areas on the day the report came out."""
    is_release = any(host in source for source in report.counts_sources for host in _RELEASES)
    return "The press release of the day" if is_release else "The press of the day"


def _known(brief: Brief) -> Iterator[str]:
    """Yield the known grades with the questions by name, the worst first."""
    if brief.round.pillars:
        pillars = [row for row in brief.graded if row.question.id is None]
        asked = sum(row.question.id is None for row in brief.rows)
        named = f" {_by_grade(pillars)}." if pillars else ""
        yield (
            f"Known here, {len(pillars)} of {counted(asked, 'pillar')} and "
            f"{len(brief.graded) - len(pillars)} of {counted(len(brief.rows) - asked, 'question')}."
            f"{named}"
        )
        return
    for rows, where in ((brief.own, "Known here"), (brief.separate, "From separate reports")):
        if not rows:
            continue
        total = brief.report.graded if brief.report else None
        number = counted(len(rows), "grade")
        if total is not None and rows == brief.own and not _is_beyond(brief):
            number = f"{len(rows)} of {counted(total, 'grade')}"
        yield f"{where}, {number}. {_by_grade(rows)}."


def _by_grade(rows: Iterable[BriefRow]) -> str:
    """Return questions by their grades, the worst first."""
    found = [*rows]
    named = "; ".join(
        f"{in_sentence(grade.label)}: {_names(of)}"
        for grade in reversed(Grade)
        if (of := [row for row in found if row.cell.grade is grade])
    )
    return f"{named[:1].upper()}{named[1:]}"


def _is_beyond(brief: Brief) -> bool:
    """Return whether the known grades are others than those that the report counts."""
    found = brief.reported
    return found is None or found.report.numbers_differ or found.found != len(brief.own)


def resting_line(judgments: Sequence[Judgment]) -> str:
    """Return what grades rest on, in one line."""
    found = Counter(map(rests_on, judgments))
    inferred = sum(map(round_is_inferred, judgments))
    size = len(judgments)
    if found[RestsOn.REPORT] == size and not inferred:
        return f"{'All' if size > 1 else 'The'} {counted(size, 'grade')} rest on the report."
    parts = [
        f"{found[kind]} {'rests' if found[kind] == 1 else 'rest'} on {words}"
        for kind, words in _RESTS.items()
        if found[kind]
    ]
    rounds = f"; the round of {inferred} is inferred" if inferred else ""
    return (
        f"Of {counted(size, 'grade')} {', '.join(parts)}{rounds}. Check them in the report before "
        "you sign."
    )


def nothing_known(brief: Brief) -> str:
    """Return that none of a force's grades is known, and why."""
    if brief.left_out:
        return f"None of its grades was out by then; {brief.left_out} came out later."
    return "None of its grades is in the dataset."


def safe(brief: Brief) -> Iterator[str]:
    """Yield at most five sentences that the grades prove, the worse news first."""
    yield from _counts(brief)
    rows = [row for row in _spoken_of(brief) if not _is_carried(row)]
    if rows:
        worst = min(rows, key=_worst_first)
        like = [
            row for row in rows if row is not worst and place_on_scale(row) == place_on_scale(worst)
        ]
        yield _graded(brief, worst, like)
        firm = [row for row in rows if _remark(row) == ""] or rows
        best = max(firm, key=lambda row: (place_on_scale(row), row.standings[0].lower))
        if place_on_scale(best) != place_on_scale(worst):
            yield _graded(brief, best)
    carried = [row for row in brief.graded if _is_carried(row)]
    if carried:
        yield _carried(brief, carried)
    yield from _moved(brief)


def _counts(brief: Brief) -> Iterator[str]:
    """Yield what a report's counts say, where they are proved to be all of it."""
    report = brief.report
    if report is None or not report.counts:
        return
    start = f"In {brief.round.label}"
    inside = counts_in_words(report.counts)
    name, areas = brief.force.short_name, counted(report.graded or 0, "area")
    if report.areas_graded == report.graded:
        yield f"{start} the report on {name} graded {areas}: {inside}."
    else:
        yield f"{start} {in_sentence(_counter(report))} counted {areas} of {name}: {inside}."


def _worst_first(row: BriefRow) -> tuple[int, bool, int]:
    """Return what the worst grades are chosen by: among equals one that a page states."""
    return place_on_scale(row), bool(_remark(row)), -row.standings[0].higher


def _spoken_of(brief: Brief) -> list[BriefRow]:
    """Return the grades to choose the best and the worst from.

    Of a round with pillars, the pillars' own, and questions with a worse grade than all of these.
    """
    pillars = [row for row in brief.graded if row.question.pillar and row.question.id is None]
    if not pillars:
        return [*brief.graded]
    worst = min(map(place_on_scale, pillars))
    worse = [row for row in brief.graded if row.question.id and place_on_scale(row) < worst]
    return pillars + worse


def _remark(row: BriefRow) -> str:
    """Return what a sentence must say of a grade that no page states for this round."""
    judgment = row.cell.judgment
    return remark_on(judgment) if judgment else ""


def remark_on(judgment: Judgment) -> str:
    """Return what a sentence must say of a grade that no page states for this round."""
    if round_is_inferred(judgment):
        return " (the round is inferred)"
    if rests_on(judgment) is RestsOn.INFERRED:
        return " (inferred from what a page says)"
    if judgment.basis is Basis.DERIVED:
        return " (worked out from published counts or statements)"
    return ""


def _graded(brief: Brief, row: BriefRow, like: Sequence[BriefRow] = ()) -> str:
    """Return a grade with all three numbers of others; `like` are areas with the same grade."""
    grade = in_sentence(row.cell.grade.label) if row.cell.grade else ""
    sentence = (
        f"In {brief.round.label} {brief.force.short_name} was graded {grade} at {_name(row)}"
        f"{_where(brief, row)}{_remark(row)}"
    )
    found = row.standings[0]
    if found.known >= FEWEST_OTHERS:
        sentence += (
            f": other forces {found.higher} higher, {found.same} the same, {found.lower} lower, "
            f"of {found.known} known"
        )
        if found.derived:
            sentence += f" ({found.derived} of them worked out or inferred)"
    if like:
        sentence += f"; likewise at {_likewise(brief, like)}"
    return f"{sentence}."


def _likewise(brief: Brief, rows: Sequence[BriefRow]) -> str:
    """Return areas with the same grade, together where the same must be said."""
    parts = []
    for remark in dict.fromkeys(sorted(map(_remark, rows))):
        names = [f"{_name(row)}{_where(brief, row)}" for row in rows if _remark(row) == remark]
        every = remark.replace("(", "(all ") if len(names) > 1 else remark
        parts.append(f"{', '.join(names)}{every}")
    return ", ".join(parts)


def _where(brief: Brief, row: BriefRow) -> str:
    return " in a separate report" if brief.is_separate(row) else ""


def question_in_words(question: Question) -> str:
    """Return a question's name in a sentence, with its pillar: `ethics (legitimacy)`."""
    name = question.name_in_sentence
    if question.id and question.pillar_name:
        return f"{name} ({in_sentence(question.pillar_name)})"
    return name


def _name(row: BriefRow) -> str:
    return question_in_words(row.question)


def _names(rows: Iterable[BriefRow]) -> str:
    return ", ".join(map(_name, rows))


def _is_carried(row: BriefRow) -> bool:
    return row.cell.carried_over_from is not None


def _carried(brief: Brief, rows: Sequence[BriefRow]) -> str:
    """Return which questions were not inspected, and which earlier grades stand."""
    start = f"In {brief.round.label} {brief.force.short_name} was not inspected on"
    if len(rows) == 1:
        return f"{start} {_name(rows[0])}; its {_origin(brief, rows[0], 'grade of', ', ')}, stands."
    named = "; ".join(f"{_name(row)}, {_origin(brief, row)}" for row in rows)
    return f"{start} these, and the earlier grades stand: {named}."


def _origin(brief: Brief, row: BriefRow, before: str = "", between: str = " ") -> str:
    """Return the grade that stands, with its round: `good of 2017`."""
    origin = brief.origins.get(row.question.key)
    year = f"{row.cell.carried_over_from}{f' for {origin.name_in_sentence}' if origin else ''}"
    grade = f"{in_sentence(row.cell.grade.label) if row.cell.grade else ''}{_remark(row)}"
    return f"{before} {year}{between}{grade}" if before else f"{grade} of {year}"


def _moved(brief: Brief) -> Iterator[str]:
    """Yield the moves since earlier rounds that compare, the falls first."""
    moves = [move for move in brief.moves if move.kind in (Kind.IMPROVED, Kind.DECLINED)]
    pillars = [move for move in moves if move.question.id is None and move.pillar]
    falls = sum(move.kind is Kind.DECLINED for move in moves)
    # A pillar's grade sums up its questions; a fall among these would be hidden.
    if pillars and not falls:
        moves = pillars
    moves = sorted(moves, key=lambda move: move.steps or 0)
    parts = [_move(move) for move in moves[:_MOST_MOVES]]
    if len(moves) > _MOST_MOVES:
        parts.append(f"{len(moves) - _MOST_MOVES} more moved")
    if parts:
        yield f"{brief.force.short_name}, rounds that compare: {'; '.join(parts)}."


def _move(move: Move) -> str:
    before, after = move.before, move.after
    name = question_in_words(move.question)
    grades = [judgment.grade.label for judgment in (before, after) if judgment.grade]
    first, second = map(in_sentence, grades)
    return (
        f"{name} went from {first} in {before.year}{remark_on(before)} to {second} in "
        f"{after.year}{remark_on(after)}"
    )


def unsafe(brief: Brief) -> Iterator[str]:
    """Yield what the grades do not prove, and why."""
    if brief.before is not None and brief.why_not is not None:
        says = "the inspectorate says that the grades of the two rounds can't be compared"
        if not brief.why_not.sources:
            says = "no source says that the grades of the two rounds can be compared"
        yield f'"Improved" or "declined" since {brief.before.label}: {says}.'
    yield (
        "A rank or league position: the inspectorate publishes none, and some forces have no grade "
        "here."
    )
    yield "Any average of grades: a grade is a word, and no source says what it weighs."
    if any(row.status == "missing" for row in brief.rows):
        yield (
            f"That {brief.force.short_name} was not graded: grades missing here may exist, they "
            "are not in our dataset."
        )
    if any(judgment.basis is Basis.DERIVED for judgment in brief.judgments):
        yield (
            "A derived grade as the inspectorate's own words: it is worked out from published "
            "counts or statements."
        )
