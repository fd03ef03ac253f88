"""The words of a picture: its title, which is the finding, what is shown, and what it rests on."""

from collections import Counter
from collections.abc import Iterable, Sequence

from peelcli.answers.grades import question_label, span_of
from peelcli.model import Judgment, Question, Round
from peelcli.rests_on import OWN_PAGES, RestsOn, rests_on
from peelcli.terms import Grade
from peelcli.text import counted, in_sentence, in_words, joined

_RENAMED = 2017
"""The round from which HMIC is HMICFRS: https://hmicfrs.justiceinspectorates.gov.uk/about-us/"""
_REPORTERS = {
    RestsOn.PRESS: "the press",
    RestsOn.FORCE: "forces",
    RestsOn.COMMISSIONER: "commissioners",
}
_DERIVED = {
    RestsOn.COUNTS: "worked out from published counts",
    RestsOn.INFERRED: "inferred from what pages say",
}
_FEW = 2


def source_line(judgments: Iterable[Judgment], rounds: Sequence[Round]) -> str:
    """Return whose grades these are, and who reports them, in words true of what they rest on."""
    graded = [judgment for judgment in judgments if judgment.grade]
    years = {round_.year for round_ in rounds}
    names = ["HMIC"] if min(years, default=0) < _RENAMED else []
    names += ["HMICFRS"] if max(years, default=0) >= _RENAMED else []
    labels = [round_.label for round_ in rounds]
    if len(labels) > _FEW:
        labels = [span_of(rounds).removeprefix("from ")]
    found = Counter(rests_on(judgment) for judgment in graded)
    own = sum(found[kind] for kind in OWN_PAGES)
    start = f"Source: {' and '.join(names)}, {' and '.join(labels)}"
    if not graded or own == len(graded):
        return f"{start}."
    reporters = [(found[kind], words) for kind, words in _REPORTERS.items() if found[kind]]
    reporters += [(own, "its own pages")] if own else []
    parts = [f"{words} ({count})" for count, words in sorted(reporters, reverse=True)]
    derived = [f"{found[kind]} {words}" for kind, words in _DERIVED.items() if found[kind]]
    reported = f", as reported by {joined(parts)}" if parts else ""
    return f"{start}{reported}{'; ' if derived else ''}{joined(derived)}."


def finding_of(counts: Counter[Grade], scale: Sequence[Grade], question: Question) -> str:
    """Return what forces' grades for a question come to: how many got the worst that occurs.

    Nothing where there is no grade.
    """
    known = counts.total()
    if not known:
        return ""
    worst = [grade for grade in scale if counts[grade]][-1]
    what = in_sentence(question_label(question))
    place = f"{'at' if question.id else 'for'} {what}"
    if worst is Grade.REQUIRES_IMPROVEMENT:
        return f"{_of(counts[worst], known)} required improvement {place}"
    if worst is Grade.INADEQUATE:
        verb = "was" if counts[worst] == 1 else "were"
        graded = "" if question.id else "graded "
        return f"{_of(counts[worst], known)} {verb} {graded}inadequate {place}"
    return f"No force of {known} was graded below {in_sentence(worst.label)} {place}"


def _of(count: int, known: int) -> str:
    number = in_words(count)
    return f"{number[:1].upper()}{number[1:]} of {counted(known, 'force')}"


def known_of(known: int, forces: int) -> str:
    """Return of how many forces the grade is known."""
    return f"The grades of {known} of {counted(forces, 'force')} are known."
