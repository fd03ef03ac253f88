"""A round and its areas added to a dataset, and what can be compared with it."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from peelcli.comparability import comparable_keys
from peelcli.errors import UsageError
from peelcli.finding import find_questions, find_round
from peelcli.keeper.layout.entries import keys_of, with_entries, without_entry
from peelcli.keeper.layout.reference_texts import checked_with, reference_text, write_reference
from peelcli.keeper.layout.replace import changing
from peelcli.keeper.layout.scalars import scalar
from peelcli.keeper.loading.comparison_rules import ALL_AREAS
from peelcli.keeper.loading.fields import what_is_wrong_with_address
from peelcli.keeper.loading.file_names import COMPARISONS, QUESTIONS, ROUNDS
from peelcli.keeper.loading.folder import read_sound
from peelcli.keeper.loading.reference_files import MORE_AREAS
from peelcli.keeper.loading.wordings import read_wordings
from peelcli.keeper.pages.html import SavedPage
from peelcli.keeper.pages.report_facts import graded_titles
from peelcli.keeper.pages.scope import NoRoundSaidError, forces_in, lexicon_of, peel_names, scope_of
from peelcli.model import Dataset, Question, Round
from peelcli.text import folded

_ROUND = re.compile(r"(?:[A-Z]+\s+)?(\d{4})(?:\s*([-/])\s*(\d{2}|\d{4}))?", re.IGNORECASE)
_ASKING = re.compile(
    r"^(?:how (?:good|well|effective(?:ly)?|efficient) (?:is|does|are) (?:the )?(?:force|police)"
    r"(?: at| in)?\s+)|\W+$",
    re.IGNORECASE,
)
_LONGEST_ID, _LONGEST_NAME = 40, 46
_SMALL = frozenset({"and", "the", "of", "to", "for", "in", "at", "a", "an", "with", "on"})


class Area(NamedTuple):
    """An area as a round is to have it."""

    id: str
    title: str
    name: str | None = None
    """In tables, of an area that no round of the dataset has."""
    is_graded: bool = True


class AddedRound(NamedTuple):
    """What was added, and what was assumed."""

    round: Round
    added: tuple[Area, ...]
    assumed: tuple[str, ...]
    """In sentences."""


def areas_of_report(page: SavedPage, dataset: Dataset, folder: Path) -> tuple[Area, ...]:
    """Return the areas that have a grade in a report, by its own headings and tables.

    Raises UsageError where there are none.
    """
    lexicon = lexicon_of(dataset, read_wordings(folder, dataset))
    titles = [title for title in graded_titles(page) if not forces_in(title, lexicon.forces)]
    if not titles:
        raise UsageError(
            "the page has no heading with a grade below it, nor a table of areas and grades; "
            "list the areas with --areas FILE"
        )
    return areas_named(titles, dataset)


def areas_of_list(lines: Iterable[str], dataset: Dataset) -> tuple[Area, ...]:
    """Return the areas that a text lists, one a line. Raises UsageError where there are none."""
    titles = [line.strip() for line in lines]
    titles = [title for title in titles if title and not title.startswith("#")]
    if not titles:
        raise UsageError("the list of areas is empty; write the title of one on each line")
    return areas_named(titles, dataset)


def areas_like(other: Round) -> tuple[Area, ...]:
    """Return the areas of another round. Raises UsageError for one of pillars."""
    if other.pillars:
        raise UsageError(f"{other.label} has pillars, and no areas; name a round from 2021 on")
    return tuple(Area(str(q.id), q.title or q.name, None, q.graded) for q in other.questions)


def areas_named(titles: Iterable[str], dataset: Dataset) -> tuple[Area, ...]:
    """Return areas by their titles, each once: with the id that a round has for it, or a new one.

    Two titles are the same where only case, stops and a question's first words differ.
    """
    known = {
        _plain(text): question
        for round_ in dataset.rounds.values()
        for question in round_.questions
        if not question.pillar
        for text in (question.title or question.name, question.name)
    }
    taken = {question.id for round_ in dataset.rounds.values() for question in round_.questions}
    found: dict[str, Area] = {}
    for title in titles:
        text = " ".join(title.split())
        question = known.get(_plain(text))
        if question is not None:
            found.setdefault(str(question.id), Area(str(question.id), text))
            continue
        name = _shortened(_ASKING.sub("", text).split(), _LONGEST_NAME)
        id_ = _shortened(_plain(text).split("-"), _LONGEST_ID, "-")
        if not id_:
            raise UsageError(f"{title!r} is no title of an area; write its words")
        if id_ not in taken or id_ in found:
            found.setdefault(id_, Area(id_, text, name[:1].upper() + name[1:]))
        else:
            raise UsageError(f"{title!r} would have the id {id_!r}, which another question has")
    return tuple(found.values())


def _plain(title: str) -> str:
    return folded(_ASKING.sub("", title.strip())).replace("anti-social", "antisocial")


def _shortened(words: Sequence[str], longest: int, between: str = " ") -> str:
    """Return as many words as fit, without a small one at the end."""
    kept: list[str] = []
    for word in words:
        if len(between.join([*kept, word])) > longest:
            break
        kept.append(word)
    while len(kept) > 1 and (kept[-1].casefold() in _SMALL or kept[-1].endswith(",")):
        kept[-1:] = [kept[-1].rstrip(",")] if kept[-1].endswith(",") else []
    return between.join(kept)


def add_round(
    folder: Path,
    typed: str,
    areas: Sequence[Area],
    *,
    source: str | None,
    like: str | None = None,
    page: SavedPage | None = None,
) -> AddedRound:
    """Add a round with areas to a dataset, or areas to a round that it has.

    `source` is the address that describes the round. `like` is a round that gives its scale, and
    the areas that are reported apart. `page` must be a report of the round. All is checked before
    a file changes.
    Raises UsageError, OutputError and InvalidDatasetError.
    """
    with changing(folder):
        dataset = read_sound(folder).dataset
        year, label = _label(typed, dataset)
        assumed: list[str] = []
        texts = {name: reference_text(folder, name) for name in (QUESTIONS, ROUNDS)}
        known = dataset.rounds.get(year)
        if known is None:
            other = find_round(dataset, like) if like else None
            scale_of = other or [*dataset.rounds.values()][-1]
            texts[ROUNDS] = with_entries(
                texts[ROUNDS], (), _round_lines(year, label, scale_of, source, assumed, other)
            )
        elif known.pillars:
            raise UsageError(f"{known.label} has pillars; its questions are all there")
        elif source is not None and source != known.source:
            raise UsageError(f"{known.label} has a source already, {known.source}; leave --source")
        elif label != known.label:
            raise UsageError(f"the round of {year} is {known.label}, and not {label}")
        before = [] if known is None else [str(question.id) for question in known.questions]
        added = tuple(area for area in areas if area.id not in before)
        if known is not None and MORE_AREAS in keys_of(texts[ROUNDS], (str(year),)):
            texts[ROUNDS] = without_entry(texts[ROUNDS], (str(year), MORE_AREAS))
            assumed.append(f"these are all areas of {label}")
        names = {question.id for round_ in dataset.rounds.values() for question in round_.questions}
        new = [area for area in added if area.id not in names]
        texts[ROUNDS] = with_entries(texts[ROUNDS], (str(year), "areas"), _area_lines(added))
        texts[QUESTIONS] = with_entries(
            texts[QUESTIONS], ("questions",), [f"{a.id}: {scalar(str(a.name))}" for a in new]
        )
        for area in new:
            assumed.append(f"{area.title!r} is a new area, with the id {area.id}")
        made = checked_with(folder, texts)
        if page is not None:
            assumed += _page_is_of(page, made.rounds[year], made, folder)
        write_reference(folder, texts)
    return AddedRound(made.rounds[year], added, tuple(assumed))


def first_year(typed: str) -> int:
    """Return the first year of a round as somebody types it. Raises UsageError for no round."""
    return int(_years(typed)[1])


def _years(typed: str) -> re.Match[str]:
    match = _ROUND.fullmatch(typed.strip())
    if match is None:
        raise UsageError(f"{typed!r} is not a round; write it like 2025-27")
    return match


def _label(typed: str, dataset: Dataset) -> tuple[int, str]:
    """Return the first year and the label of a round as somebody types it."""
    match = _years(typed)
    year, sign, last = int(match[1]), match[2], match[3]
    known = dataset.rounds.get(year)
    if known is not None and last is None:
        return year, known.label
    name = peel_names(dataset)[-1] if dataset.rounds else "PEEL"
    return year, f"{name} {year}{f'{sign}{last[-2:]}' if last else ''}"


def _round_lines(
    year: int,
    label: str,
    scale_of: Round,
    source: str | None,
    assumed: list[str],
    like: Round | None,
) -> list[str]:
    if source is None:
        raise UsageError(f"say which address describes {label}, with --source")
    _refuse_no_address(source)
    grades = ", ".join(scale_of.scale)
    assumed.append(f"its grades are those of {scale_of.label}: {grades}")
    assumed.append(f"its reports come out force by force, from {year} on")
    assumed.append("it can be compared with no other round, until `peel round comparable` says so")
    apart = ", ".join(like.reported_separately) if like else ""
    return [
        f"{year}:",
        f"  label: {scalar(label)}",
        f"  scale: [{grades}]",
        f"  published: force by force, from {year}",
        f"  source: {scalar(source)}",
        *([f"  reported-separately: [{apart}]"] if apart else ()),
        "  areas:",
    ]


def _refuse_no_address(source: str) -> None:
    """Raise UsageError for a source that is no address."""
    wrong = what_is_wrong_with_address(source)
    if wrong:
        raise UsageError(f"--source {source!r} {wrong}")


def _area_lines(areas: Iterable[Area]) -> list[str]:
    lines = []
    for area in areas:
        title = scalar(area.title)
        if area.is_graded:
            lines.append(f"{area.id}: {title}")
        else:
            lines += [f"{area.id}:", f"  title: {title}", "  graded: false"]
    return lines


def _page_is_of(page: SavedPage, round_: Round, dataset: Dataset, folder: Path) -> list[str]:
    """Return what is assumed of a report's round. Raises UsageError where it is of another."""
    lexicon = lexicon_of(dataset, read_wordings(folder, dataset))
    try:
        scope = scope_of(page.text, page.address or "", dataset, lexicon, published=page.published)
    except NoRoundSaidError:
        return [f"the page names no round; it is taken for {round_.label}"]
    if scope.year != round_.year:
        other = dataset.rounds[scope.year].label
        raise UsageError(f"the page is of {other}, and not of {round_.label}; name its round")
    return []


def say_comparable(
    folder: Path, before: str, after: str, areas: Sequence[str], source: str
) -> tuple[Round, Round, tuple[Question, ...]]:
    """Write that two rounds of areas can be compared, in all areas or some, and who says so.

    Returns the rounds and the questions that then compare. Raises UsageError, OutputError and
    InvalidDatasetError.
    """
    _refuse_no_address(source)
    with changing(folder):
        dataset = read_sound(folder).dataset
        rounds = sorted((find_round(dataset, before), find_round(dataset, after)))
        one, other = rounds
        if one is other:
            raise UsageError(f"{one.label} is named twice; name two rounds")
        ids = [id_ for text in areas for id_ in sorted(find_questions(dataset, [text]))]
        for year, round_ in ((one.year, one), (other.year, other)):
            lacking = [id_ for id_ in ids if (None, id_) not in round_.asked]
            if lacking:
                raise UsageError(f"{dataset.rounds[year].label} has no area {lacking[0]!r}")
        for rule in dataset.comparisons.breaks:
            if (rule.before, rule.after) == (one.year, other.year):
                raise UsageError(
                    f"{COMPARISONS} says that {one.label} and {other.label} can't be compared: "
                    f"{rule.reason} Take that out first"
                )
        known = {*comparable_keys(dataset.comparisons, one, other)}
        shared = {q.key for q in one.graded_questions if other.graded(q.key)}
        wanted = {key for key in shared if key[1] in ids} if ids else shared
        if wanted and wanted <= known:
            raise UsageError(f"{COMPARISONS} says so already")
        in_brackets = f"[{', '.join(ids)}]"
        entry = [
            f"- rounds: [{one.year}, {other.year}]",
            f"  areas: {in_brackets if ids else ALL_AREAS}",
            "  sources:",
            f"    - {scalar(source)}",
        ]
        text = reference_text(folder, COMPARISONS)
        if "comparable" in keys_of(text):
            text = with_entries(text, ("comparable",), entry)
        else:
            text = with_entries(text, (), ["comparable:", *(f"  {line}" for line in entry)])
        made = checked_with(folder, {COMPARISONS: text})
        write_reference(folder, {COMPARISONS: text})
    keys = comparable_keys(made.comparisons, made.rounds[one.year], made.rounds[other.year])
    return one, other, tuple(made.rounds[other.year].asked[key] for key in keys)
