"""Imported judgments merged into a dataset, and the files that change."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from peelcli.answers.answer import Answer
from peelcli.errors import UsageError
from peelcli.finding import is_official
from peelcli.keeper.importing.rows import ImportedRow, read_rows
from peelcli.keeper.importing.tables import MOST_PROBLEMS, in_row
from peelcli.keeper.layout.replace import (
    FileChange,
    changing,
    create_dataset,
    file_text,
    lost_by,
    replace_force_files,
)
from peelcli.keeper.layout.text_of_force import canonical_text
from peelcli.keeper.loading.carried_over import carried_over_problems
from peelcli.keeper.loading.file_names import REFERENCE_FILES
from peelcli.keeper.loading.folder import Contents, read_sound
from peelcli.keeper.loading.problems import InvalidDatasetError, Problem
from peelcli.keeper.loading.report_block import report_problems
from peelcli.keeper.pages.scope import names_report
from peelcli.model import Dataset, ForceReport, Judgment, reading_order
from peelcli.render.csv import csv_batches
from peelcli.terms import OFFICIAL_DAY, Basis, Place


@dataclass(frozen=True)
class Import:
    """The effect of an import, all checked."""

    into: Path
    reference: Path
    is_new: bool
    """There is no dataset yet: its reference files come from `reference`."""
    added: int
    replaced: int
    unchanged: int
    blank: int
    """Rows without a grade, which say nothing."""
    changes: tuple[FileChange, ...]
    result: Dataset
    """What the dataset then is."""


def import_rows(
    source: Path,
    into: Path,
    reference: Path,
    *,
    reports: Iterable[ForceReport] = (),
    replace: bool = False,
    drop_comments: bool = False,
    ignore_extra: bool = False,
) -> Import:
    """Merge a CSV file into a dataset, all or nothing, and return what was done.

    `reports` take the place of what the dataset has of them.

    The dataset is locked from reading to writing: of two imports at once, neither loses the
    other's rows. Raises as `plan_import` does, and OutputError.
    """
    with changing(into):
        plan = plan_import(
            source,
            into,
            reference,
            reports=reports,
            replace=replace,
            drop_comments=drop_comments,
            ignore_extra=ignore_extra,
        )
        texts = {change.name: change.after for change in plan.changes}
        if plan.is_new:
            create_dataset(plan.into, plan.reference, texts, plan.result)
        elif texts:
            replace_force_files(plan.into, texts, plan.result)
    return plan


def import_answer(
    answer: Answer,
    into: Path,
    reference: Path,
    *,
    name: str,
    reports: Iterable[ForceReport] = (),
    replace: bool = False,
) -> Import:
    """Merge the judgments of an answer, as `import_rows` does those of a file.

    `name` is what an error calls their source.
    """
    with TemporaryDirectory() as folder:
        source = Path(folder) / name
        source.write_text("".join(csv_batches(*answer.items())), "utf-8", newline="")
        return import_rows(source, into, reference, reports=reports, replace=replace)


def plan_import(
    source: Path,
    into: Path,
    reference: Path,
    *,
    reports: Iterable[ForceReport] = (),
    replace: bool = False,
    drop_comments: bool = False,
    ignore_extra: bool = False,
) -> Import:
    """Read and check a CSV file against the dataset that it is to be merged into.

    A folder that is empty or not there takes its forces and rounds from `reference`. Raises
    InvalidDatasetError with every problem of the dataset, the rows or both together.
    """
    is_new = is_to_be_made(into)
    loaded = read_sound(reference if is_new else into)
    if is_new:
        loaded = loaded._replace(dataset=loaded.dataset._replace(by_force={}), source_names={})
    known = loaded.dataset.reports
    loaded = loaded._replace(dataset=_with_reports(loaded.dataset, reports))
    problems: list[Problem] = []
    rows, blank = read_rows(source, loaded.dataset, problems, ignore_extra=ignore_extra)
    cited = {(report.force, report.year): report for report in _reports_of(rows, loaded.dataset)}
    loaded = loaded._replace(dataset=_with_reports(loaded.dataset, cited.values()))
    rows = [_of_report(row, cited, loaded.dataset) for row in rows]
    merged = {force: dict(judgments) for force, judgments in loaded.dataset.by_force.items()}
    added = replaced = unchanged = 0
    touched = {force for force, of in loaded.dataset.reports.items() if of != known.get(force, {})}
    for row in rows:
        judgment = row.judgment
        old = merged.setdefault(judgment.force, {}).get(judgment.place)
        if old is not None and not replace:
            judgment = _beside(row, old)
        if old == judgment:
            unchanged += 1
            continue
        if old is None:
            added += 1
        elif replace or is_better_sourced(judgment, old):
            replaced += 1
        elif len(problems) < MOST_PROBLEMS:
            problems.append(_contradiction(source, row.row, judgment, old))
        merged[judgment.force][judgment.place] = judgment
        touched.add(judgment.force)
    problems += _carried_over(source, rows, loaded, merged, touched)
    problems += _against_reports(source, rows, loaded.dataset, merged)
    changes = []
    if not problems:
        for force in sorted(touched):
            after = canonical_text(loaded, force, merged[force].values())
            changes.append(FileChange(f"{force}.yaml", file_text(into, force), after))
        if not drop_comments:
            problems += lost_by(into, changes, loaded)
    if problems:
        raise InvalidDatasetError(tuple(sorted(problems)), what="nothing was imported")
    order = reading_order(loaded.dataset.rounds)
    by_force = {
        force: dict(sorted(judgments.items(), key=lambda one: order[one[0]]))
        for force, judgments in merged.items()
    }
    result = loaded.dataset._replace(by_force=by_force)
    return Import(
        into, reference, is_new, added, replaced, unchanged, blank, tuple(changes), result
    )


def _reports_of(rows: Iterable[ImportedRow], dataset: Dataset) -> Iterator[ForceReport]:
    """Yield the reports that rows cite and the dataset lacks: an official address names each."""
    days: dict[tuple[str, int, str], set[str | None]] = {}
    for row in rows:
        new = row.judgment
        separate = dataset.rounds[new.year].reported_separately
        if new.pillar or new.question in separate or dataset.report(new.force, new.year):
            continue
        for address in new.sources:
            if is_official(address, dataset) and names_report(
                address, new.force, new.year, dataset
            ):
                days.setdefault((new.force, new.year, address), set()).add(new.published)
    for (force, year, address), found in days.items():
        known = found - {None}
        day = known.pop() if len(known) == 1 else None
        basis = OFFICIAL_DAY if day else None
        yield ForceReport.unknown(force, year)._replace(
            address=address, published=day, published_basis=basis
        )


def _of_report(
    row: ImportedRow, cited: Mapping[tuple[str, int], ForceReport], dataset: Dataset
) -> ImportedRow:
    """Return a row with the address of the report that other rows cite too."""
    judgment = row.judgment
    report = cited.get((judgment.force, judgment.year))
    if report is None or judgment.question in dataset.rounds[judgment.year].reported_separately:
        return row
    return row._replace(judgment=judgment._replace(report=report.address))


def _with_reports(dataset: Dataset, reports: Iterable[ForceReport]) -> Dataset:
    """Return the dataset with reports in place of what it had of them."""
    found = {force: dict(of) for force, of in dataset.reports.items()}
    judgments = {force: dict(of) for force, of in dataset.by_force.items()}
    for report in reports:
        found.setdefault(report.force, {})[report.year] = report
        separate = dataset.rounds[report.year].reported_separately
        own = judgments.get(report.force, {})
        for place, judgment in own.items():
            if judgment.year == report.year and judgment.question not in separate:
                own[place] = judgment._replace(report=report.address)
    return dataset._replace(reports=found, by_force=judgments)


def is_to_be_made(into: Path) -> bool:
    """Return whether a folder is empty or not there. Raises UsageError if it has other things."""
    if not into.exists():
        return True
    if not into.is_dir():
        raise UsageError(f"{str(into)!r} is not a folder; name one that has a dataset, or is empty")
    names = {path.name for path in into.iterdir()}
    if names and not names & set(REFERENCE_FILES):
        message = "is neither empty nor a dataset; name another folder"
        raise UsageError(f"the folder {str(into)!r} {message}")
    return not names


def _contradiction(source: Path, row: int, new: Judgment, old: Judgment) -> Problem:
    differing = [
        f"{field} {_said(getattr(new, field))}, not {_said(getattr(old, field))}"
        for field in new._fields
        if getattr(new, field) != getattr(old, field)
    ]
    message = f"the dataset has another judgment here ({'; '.join(differing)})"
    return in_row(source, row, f"{message}; correct the row, or say --replace")


def _said(value: object) -> str:
    """Return a value of a judgment as a row has it."""
    return " ".join(value) if isinstance(value, tuple) and value else str(value or "nothing")


def _beside(row: ImportedRow, old: Judgment) -> Judgment:
    """Return the judgment of a row with what the old one says where the row says nothing.

    Beside the same grade, the old sources stay too: a better one comes first.
    """
    new = row.judgment
    kept = {name: getattr(old, name) for name in row.silent - {"basis"}}
    if (new.grade, new.status, new.carried_over_from) == (
        old.grade, old.status, old.carried_over_from
    ):  # fmt: skip
        if "basis" in row.silent and {*new.sources} <= {*old.sources}:
            kept |= {"basis": old.basis, "sources": old.sources}
        elif new.basis is Basis.OFFICIAL is not old.basis:
            kept["sources"] = tuple(dict.fromkeys((*new.sources, *old.sources)))
    elif (new.grade is None) != (old.grade is None):
        kept.pop("note", None)  # the reason for no grade is not a note on a grade
    return new._replace(**kept)


def is_better_sourced(new: Judgment, old: Judgment) -> bool:
    """Return whether a judgment says the same as an old one, from the inspectorate itself.

    The old one does not rest on its pages, and keeps all of its sources. The new one may have the
    day, where the old one has none.
    """
    sources, own = {*new.sources}, {*old.sources}
    day = old.published or new.published
    same = new._replace(basis=old.basis, sources=old.sources) == old._replace(published=day)
    return same and own < sources and new.basis is Basis.OFFICIAL is not old.basis


def _against_reports(
    source: Path,
    rows: Iterable[ImportedRow],
    dataset: Dataset,
    merged: Mapping[str, Mapping[Place, Judgment]],
) -> list[Problem]:
    """Return where the rows contradict what the reports on the forces count."""
    found = {(row.judgment.force, row.judgment.year): row.row for row in rows}
    return [
        in_row(source, row, f"{force} {year}: {message}")
        for (force, year), row in found.items()
        if (report := dataset.report(force, year))
        for _, message in report_problems(
            report,
            [judgment for judgment in merged[force].values() if judgment.year == year],
            dataset.rounds[year],
        )
    ]


def _carried_over(
    source: Path,
    rows: Iterable[ImportedRow],
    loaded: Contents,
    merged: Mapping[str, Mapping[Place, Judgment]],
    touched: Iterable[str],
) -> list[Problem]:
    """Return the problems of carried-over judgments once the rows are merged in."""
    found = {(row.judgment.force, row.judgment.place): row.row for row in rows}
    rounds, comparisons = loaded.dataset.rounds, loaded.dataset.comparisons
    return [
        in_row(
            source,
            found.get((force, judgment.place), 0),
            f"{force} {judgment.year}, {judgment.question or judgment.pillar}: {message}",
        )
        for force in touched
        for judgment, message in carried_over_problems(merged[force].values(), rounds, comparisons)
    ]
