"""Generated judgments for the invented inspectorate, all valid."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from conftest import TINY
from hypothesis import strategies as st

from peelcli import load
from peelcli.keeper.loading.carried_over import carried_over_problems
from peelcli.model import Judgment
from peelcli.terms import Basis, Status

if TYPE_CHECKING:
    from peelcli.model import Question, Round

DATASET = load(TINY)

_texts = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Zl", "Zp", "Cs", "Cn")),
    min_size=1,
    max_size=30,
).filter(lambda text: text == text.strip() and text[0] not in "=+-@" and _is_plain(text))
_addresses = st.builds(
    "https://{}.example/{}".format,
    st.sampled_from(["trial", "paper", "wire"]),
    st.text("abc/?&=:,[]{}#'%", max_size=8).map(lambda text: text.rstrip(":,]}'")),
)


def _is_plain(text: str) -> bool:
    return not any(unicodedata.category(letter) in ("Cc", "Zl", "Zp") for letter in text)


@st.composite
def judgments(draw: st.DrawFn, force: str, round_: Round, question: Question) -> Judgment:
    """Return a judgment of one force at one place; what it is carried over from is not checked."""
    status = draw(st.sampled_from(Status))
    grade = None if status is Status.NOT_GRADED else draw(st.sampled_from(round_.scale))
    origin = None
    if status is Status.CARRIED_OVER:
        origin = draw(st.sampled_from(tuple(DATASET.rounds)))
    days = st.dates().map(lambda day: f"{round_.year}-{day.month:02d}-{min(day.day, 28):02d}")
    return Judgment(
        force,
        round_.year,
        question.pillar,
        question.id,
        grade,
        status,
        origin,
        draw(st.none() | days),
        draw(st.sampled_from(Basis)),
        tuple(draw(st.lists(_addresses, min_size=1, max_size=3, unique=True))),
        draw(st.none() | _texts),
        tuple(draw(st.lists(_texts, max_size=2))),
    )


@st.composite
def forces_judgments(draw: st.DrawFn, force: str) -> tuple[Judgment, ...]:
    """Return some judgments of one force, without those that are carried over from nowhere."""
    places = [
        (round_, question)
        for round_ in DATASET.rounds.values()
        for question in round_.questions
        if question.graded
    ]
    chosen = draw(st.lists(st.sampled_from(places), max_size=8, unique_by=lambda one: id(one[1])))
    chosen.sort(key=places.index)
    found = tuple(draw(judgments(force, round_, question)) for round_, question in chosen)
    while True:
        wrong = {
            judgment.place
            for judgment, _ in carried_over_problems(found, DATASET.rounds, DATASET.comparisons)
        }
        if not wrong:
            return found
        found = tuple(judgment for judgment in found if judgment.place not in wrong)


@st.composite
def datasets(draw: st.DrawFn) -> dict[str, tuple[Judgment, ...]]:
    """Return the judgments of all forces."""
    return {force: draw(forces_judgments(force)) for force in DATASET.forces}
