"""The dataset that `peelcli.load()` returns, with questions in the command line's spellings."""

from collections.abc import Iterable

from peelcli.filters import judgment_filter
from peelcli.model import Dataset, Force, Judgment
from peelcli.queries.select import select

Spelling = str | int | Force | Iterable[str | int | Force]
"""One value of a filter, or several."""


class PeelData(Dataset):
    """A dataset with questions to ask of it. Nothing in it changes."""

    __slots__ = ()

    def judgments(
        self,
        *,
        force: Spelling = (),
        year: Spelling = (),
        pillar: Spelling = (),
        question: Spelling = (),
        grade: Spelling = (),
        status: Spelling = (),
        region: Spelling = (),
        nation: Spelling = (),
        since: Spelling = (),
        until: Spelling = (),
    ) -> tuple[Judgment, ...]:
        """Return every judgment that matches, by force, then round, then the round's own order.

        A filter takes one value or several, written as on the command line: `force="gmp"`,
        `year=[2016, "2018/19"]`, `question="overall"` for a pillar's own grade,
        `since="2016-12-08"` for a day of publication. Raises UsageError for an unknown name.
        """
        wanted = judgment_filter(
            self,
            forces=_typed(force),
            years=_typed(year),
            pillars=_typed(pillar),
            questions=_typed(question),
            grades=_typed(grade),
            statuses=_typed(status),
            regions=_typed(region),
            nations=_typed(nation),
            since=_typed(since),
            until=_typed(until),
        )
        return tuple(select(self, wanted))


def _typed(value: Spelling) -> list[str]:
    """Return one value or several as a user would type them."""
    # A force is a tuple, and so an iterable of its fields.
    values = [value] if isinstance(value, str | int | Force) else value
    return [one.id if isinstance(one, Force) else str(one) for one in values]
