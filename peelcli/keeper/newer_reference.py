"""Forces, rounds and areas that a newer dataset has and one's own lacks."""

import re
from collections.abc import Collection, Iterator
from pathlib import Path

from peelcli.keeper.layout.entries import items_of, keys_of, with_entries, with_missing
from peelcli.keeper.layout.reference_texts import reference_text
from peelcli.keeper.loading.file_names import COMPARISONS, FORCES, QUESTIONS, ROUNDS
from peelcli.keeper.loading.reference_files import MORE_AREAS
from peelcli.keeper.loading.wordings import FILE as WORDINGS
from peelcli.model import Dataset


def with_newer_reference(own: Path, newer: Path) -> dict[str, str]:
    """Return the reference files of one's own dataset with what a newer one has beside them.

    Nothing that is there changes. Raises UsageError where a file has a form that can't be added to.
    """
    names = [FORCES, QUESTIONS, ROUNDS, COMPARISONS]
    names += [WORDINGS] if all((each / WORDINGS).is_file() for each in (own, newer)) else []
    texts = {name: reference_text(own, name) for name in names}
    others = {name: reference_text(newer, name) for name in names}
    before = keys_of(texts[ROUNDS])
    texts[FORCES] = with_missing(texts[FORCES], others[FORCES])
    for name in [name for name in (QUESTIONS, WORDINGS) if name in texts]:
        shared = [key for key in keys_of(texts[name]) if key in keys_of(others[name])]
        texts[name] = with_missing(texts[name], others[name])
        for key in shared:
            texts[name] = with_missing(texts[name], others[name], (key,))
    texts[ROUNDS] = with_missing(texts[ROUNDS], others[ROUNDS])
    for year in before:
        if year in keys_of(others[ROUNDS]):
            known = keys_of(texts[ROUNDS], (year,))
            texts[ROUNDS] = with_missing(texts[ROUNDS], others[ROUNDS], (year,), _left(known))
            if "areas" in known and "areas" in keys_of(others[ROUNDS], (year,)):
                texts[ROUNDS] = with_missing(texts[ROUNDS], others[ROUNDS], (year, "areas"))
    new = [year for year in keys_of(others[ROUNDS]) if year not in before]
    texts[COMPARISONS] = _with_rules(texts[COMPARISONS], others[COMPARISONS], new)
    return texts


def _left(known: Collection[str]) -> tuple[str, ...]:
    """Return the keys of a round that are not brought in: it says itself what it asks."""
    return (MORE_AREAS, *(("areas", "pillars") if {"areas", "pillars"} & {*known} else ()))


def _with_rules(text: str, other: str, years: Collection[str]) -> str:
    """Return the rules of comparison with those that another file has on new rounds."""
    for kind in keys_of(other):
        named = [
            item for item in items_of(other, kind)
            if {*re.findall(r"\d{4}", "\n".join(item))} & {*years}
        ]  # fmt: skip
        lines = [line for item in named for line in item]
        if lines and kind not in keys_of(text):
            text = with_entries(text, (), [f"{kind}:", *(f"  {line}" for line in lines)])
        elif lines:
            text = with_entries(text, (kind,), lines)
    return text


def brought(before: Dataset, after: Dataset) -> Iterator[str]:
    """Yield the forces, rounds and areas that came in, in words."""
    for force_id, force in after.forces.items():
        if force_id not in before.forces:
            yield f"the force {force.name}"
    for year, round_ in after.rounds.items():
        known = before.rounds.get(year)
        if known is None:
            yield f"the round {round_.label}"
            continue
        for key, question in round_.asked.items():
            if key not in known.asked:
                yield f"{question.name} in {round_.label}"


def differing(own: Dataset, newer: Dataset) -> Iterator[str]:
    """Yield the forces and rounds that the two describe otherwise, in words."""
    for force_id, force in own.forces.items():
        if newer.forces.get(force_id, force) != force:
            yield f"the force {force.name}"
    for year, round_ in own.rounds.items():
        other = newer.rounds.get(year)
        if other is None:
            continue
        shared = {key: asked for key, asked in other.asked.items() if key in round_.asked}
        own_of = {key: asked for key, asked in round_.asked.items() if key in shared}
        plain = round_._replace(asked={}, limits=()) == other._replace(asked={}, limits=())
        if shared != own_of or not plain:
            yield f"the round {round_.label}"
