"""The words of the domain that have a fixed set of values, and where a judgment can stand."""

from enum import StrEnum
from typing import NoReturn, Self, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class ReadOnly(dict[K, V]):
    """A dict that can't be changed; unlike `MappingProxyType`, it can be pickled and copied."""

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise TypeError("a dataset can't be changed; make a dict of it first")

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __reduce__(self) -> tuple[type, tuple[dict[K, V]]]:
        return type(self), (dict(self),)


class Ordered(StrEnum):
    """Texts that know their order: that of their definition."""

    def _place(self, other: object) -> int | None:
        """Return how many members stand between this one and another, or a text that names one."""
        members = list(type(self))
        return members.index(self) - members.index(other) if other in members else None  # type: ignore[arg-type]

    def __lt__(self, other: str) -> bool:
        place = self._place(other)
        return NotImplemented if place is None else place < 0

    def __le__(self, other: str) -> bool:
        place = self._place(other)
        return NotImplemented if place is None else place <= 0

    def __gt__(self, other: str) -> bool:
        place = self._place(other)
        return NotImplemented if place is None else place > 0

    def __ge__(self, other: str) -> bool:
        place = self._place(other)
        return NotImplemented if place is None else place >= 0


class Grade(Ordered):
    """A grade, best first; the best is the greatest. Which of them a round uses is its `scale`."""

    OUTSTANDING = "outstanding"
    GOOD = "good"
    ADEQUATE = "adequate"
    REQUIRES_IMPROVEMENT = "requires-improvement"
    INADEQUATE = "inadequate"

    def _place(self, other: object) -> int | None:
        place = super()._place(other)
        return None if place is None else -place

    @property
    def label(self) -> str:
        """The grade as a reader sees it: `Requires improvement`."""
        return self.value.replace("-", " ").capitalize()

    @property
    def short(self) -> str:
        """The grade where it must not be broken: `Req. improv.`, and others in full."""
        return "Req. improv." if self is Grade.REQUIRES_IMPROVEMENT else self.label

    @property
    def code(self) -> str:
        """The initials, where there is no room for more: `O`, `G`, `A`, `RI`, `I`."""
        return "".join(word[0] for word in self.value.split("-")).upper()


class Status(Ordered):
    """How a judgment came about."""

    INSPECTED = "inspected"
    CARRIED_OVER = "carried-over"
    """Not inspected in this round: the grade of an earlier round stands."""
    NOT_GRADED = "not-graded"
    """The inspectorate says that it gave no grade."""


class Basis(Ordered):
    """The kind of page that a grade rests on."""

    OFFICIAL = "official"
    """A page of the inspectorate states it."""
    SECONDARY = "secondary"
    """A force, commissioner or press page states it."""
    DERIVED = "derived"
    """It follows from stated facts; the judgment's note says how."""


OFFICIAL_DAY = "official"
DAY_BASES = (OFFICIAL_DAY, "wired-gov", "listing", "press")
"""The kinds of pages that the day of a report can rest on: one of the inspectorate, a copy of the
press release, a list of reports, the first press story."""


class Level(StrEnum):
    """Which grades of a round are meant."""

    PILLAR_GRADES = "pillar-grades"
    """Each pillar's own grade; from 2021, when there are no pillars, the areas."""
    QUESTIONS = "questions"
    """The grades of a pillar's questions."""

    @classmethod
    def of(cls, *, questions: bool) -> Self:
        """Return how deep an answer goes: with the questions below the pillars, or without."""
        return cls.QUESTIONS if questions else cls.PILLAR_GRADES


QuestionKey = tuple[str | None, str | None]
"""(pillar, question): no question is the pillar's own grade, no pillar is an area (from 2021)."""

Place = tuple[int, str | None, str | None]
"""(year, pillar, question)."""

OVERALL = "overall"
"""The name of a pillar's own grade where an id of a question is expected."""


def level_of(key: QuestionKey) -> Level:
    """Return the level that a place in a round belongs to; an area is at the first."""
    pillar, question = key
    return Level.PILLAR_GRADES if question is None or pillar is None else Level.QUESTIONS
