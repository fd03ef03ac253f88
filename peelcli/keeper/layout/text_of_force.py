"""Writes a force's judgments as the canonical text of its YAML file."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, count
from urllib.parse import urlsplit

from peelcli.keeper.layout.scalars import day_text, names_of, scalar
from peelcli.keeper.layout.text_of_report import report_lines
from peelcli.keeper.loading.folder import Contents
from peelcli.model import Force, ForceReport, Judgment, Round, reading_order
from peelcli.terms import OVERALL, Basis, ReadOnly, Status

_LONGEST_STEM = 60


def header(force: Force) -> str:
    """Return the comment that a force's file starts with."""
    return f"# {force.name}: PEEL judgments. data/README.md explains the layout."


def force_file_text(
    force: Force,
    judgments: Iterable[Judgment],
    rounds: Mapping[int, Round],
    source_names: Mapping[str, str],
    spare: Iterable[str] = (),
    reports: Mapping[int, ForceReport] = ReadOnly(),
) -> str:
    """Return the canonical text of a force's file.

    `reports` has the force's by year. `source_names` has the names that some addresses already go
    by; others get one from the address. `spare` are addresses to keep though no judgment cites
    them. The judgments are put in the rounds' order, whatever order they come in.
    """
    order = reading_order(rounds)
    ordered = sorted(judgments, key=lambda one: order[one.place])
    names = _source_names(force, ordered, reports, source_names, spare)
    lines = [header(force)]
    for year, round_ in rounds.items():
        inside = [judgment for judgment in ordered if judgment.year == year]
        report = reports.get(year)
        if inside or report:
            lines.append(f"{year}:")
            lines += report_lines(report, round_, names) if report else ()
            lines += _round_lines(inside, round_, report, names) if inside else ()
    if names:
        lines.append("sources:")
        lines += [f"  {scalar(name)}: {scalar(address)}" for address, name in names.items()]
    return "\n".join(lines) + "\n"


def canonical_text(
    loaded: Contents, force: str, judgments: Iterable[Judgment] | None = None
) -> str:
    """Return what a force's file is in the canonical layout, with other judgments or its own.

    Sources that no judgment cites now are kept; those that other judgments replace are not.
    """
    dataset = loaded.dataset
    own = dataset.by_force.get(force, {}).values()
    names = loaded.source_names.get(force, {})
    reports = dataset.reports.get(force, {})
    cited = {source for judgment in own for source in judgment.sources}
    cited |= {
        source for report in reports.values() for source in (report.address or "", *report.sources)
    }
    return force_file_text(
        dataset.forces[force],
        own if judgments is None else judgments,
        dataset.rounds,
        names,
        spare=[address for address in names if address not in cited],
        reports=reports,
    )


def _source_names(
    force: Force,
    judgments: Sequence[Judgment],
    reports: Mapping[int, ForceReport],
    given: Mapping[str, str],
    spare: Iterable[str],
) -> dict[str, str]:
    """Return a name for every address that is cited or spare, in the order of the names."""
    cited = dict.fromkeys(
        (
            *(report.address for report in reports.values() if report.address),
            *(source for judgment in judgments for source in judgment.sources),
            *(source for report in reports.values() for source in report.sources),
            *spare,
        )
    )
    names = {address: given[address] for address in cited if address in given}
    taken = set(names.values())
    numbered: dict[str, Iterator[str]] = {}
    for address in cited:
        if address not in names:
            stem = _source_stem(force, address)
            # Each stem counts on from its last number: many addresses of one site would take long.
            more = numbered.setdefault(stem, chain([stem], map(f"{stem}-{{}}".format, count(2))))
            names[address] = name = next(text for text in more if text not in taken)
            taken.add(name)
    return dict(sorted(names.items(), key=lambda item: _natural(item[1])))


def _source_stem(force: Force, address: str) -> str:
    """Return what an address is best called: the report's own path, or else the site."""
    parts = urlsplit(address)
    path = [part for part in parts.path.split("/") if part and part != force.id]
    for index, part in enumerate(path):
        if part.startswith(f"{force.id}-2"):
            return _id(f"peel-{part.removeprefix(force.id)}")
        if re.fullmatch(r"peel-\d{4}", part):
            return _id("-".join(path[index:]))
    host = re.sub(r"^(www\d?|feeds)\.", "", parts.netloc)
    return _id(host.split(".")[0]) or "source"


def _id(text: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", text.casefold()))[:_LONGEST_STEM].strip("-")


def _natural(name: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d+)", name)]


def _round_lines(
    judgments: list[Judgment],
    round_: Round,
    report: ForceReport | None,
    names: Mapping[str, str],
) -> list[str]:
    if not round_.pillars:
        day = report.published if report else None
        return _block_lines(judgments, "  ", day, names, round_.reported_separately)
    national = {q.pillar: q.published for q in round_.questions}
    days = {judgment.published for judgment in judgments}
    day = next(iter(days))
    shared = len(days) == 1 and any(national[judgment.pillar] != day for judgment in judgments)
    lines = [f"  published: {day_text(day)}"] if shared else []
    for pillar in round_.pillars:
        inside = [judgment for judgment in judgments if judgment.pillar == pillar]
        if inside:
            known = day if shared else national[pillar]
            lines += [f"  {scalar(pillar)}:", *_block_lines(inside, "    ", known, names)]
    return lines


def _block_lines(
    judgments: list[Judgment],
    indent: str,
    published: str | None,
    names: Mapping[str, str],
    separate: Collection[str] = (),
) -> list[str]:
    """Return the lines of the judgments of a block, their shared values first.

    Without a line of the block's own, `published` is the day of all but the separate areas.
    """
    days = Counter(
        judgment.published for judgment in judgments if judgment.question not in separate
    )
    usual_day = days.most_common(1)[0][0] if days else published
    usual_basis = Counter(judgment.basis for judgment in judgments).most_common(1)[0][0]
    usual_sources = Counter(judgment.sources for judgment in judgments).most_common(1)[0][0]
    notes = {judgment.note for judgment in judgments if judgment.status is not Status.NOT_GRADED}
    shared_note = notes.pop() if len(notes) == 1 and len(judgments) > 1 else None
    lines = []
    if usual_day != published:
        lines.append(f"{indent}published: {day_text(usual_day)}")
    if usual_basis is not Basis.OFFICIAL:
        lines.append(f"{indent}basis: {usual_basis.value}")
    lines.append(f"{indent}sources: {names_of(usual_sources, names)}")
    if shared_note:
        lines.append(f"{indent}note: {scalar(shared_note)}")
    for judgment in judgments:
        fields = {}
        if judgment.grade is not None:
            fields["grade"] = judgment.grade.value
        elif judgment.note is not None:
            fields["not-graded"] = scalar(judgment.note)
        else:
            fields["grade"] = Status.NOT_GRADED.value
        if judgment.carried_over_from is not None:
            fields["carried-over-from"] = str(judgment.carried_over_from)
        is_apart = judgment.question in separate and usual_day == published
        if judgment.published != (None if is_apart else usual_day):
            fields["published"] = day_text(judgment.published)
        if judgment.basis is not usual_basis:
            fields["basis"] = judgment.basis.value
        if judgment.sources != usual_sources:
            fields["sources"] = names_of(judgment.sources, names)
        if judgment.grade is not None and judgment.note not in (None, shared_note):
            fields["note"] = scalar(judgment.note or "")
        lines += _judgment_lines(judgment, fields, indent)
    return lines


def _judgment_lines(judgment: Judgment, fields: dict[str, str], indent: str) -> list[str]:
    name = scalar(judgment.question or OVERALL)
    if list(fields) == ["grade"] and not judgment.areas_for_improvement:
        return [f"{indent}{name}: {fields['grade']}"]
    # Sentences get lines of their own; short values share one.
    if not judgment.areas_for_improvement and not fields.keys() & {"note", "not-graded"}:
        inside = ", ".join(f"{key}: {value}" for key, value in fields.items())
        return [f"{indent}{name}: {{{inside}}}"]
    lines = [f"{indent}{name}:", *(f"{indent}  {key}: {value}" for key, value in fields.items())]
    if judgment.areas_for_improvement:
        lines.append(f"{indent}  areas-for-improvement:")
        lines += [f"{indent}    - {scalar(area)}" for area in judgment.areas_for_improvement]
    return lines
