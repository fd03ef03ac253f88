"""The report of `peel overview`."""

from peelcli.queries.grid import CellKind
from peelcli.queries.overview import Overview
from peelcli.report.grades import labelled, question_label, still_cell
from peelcli.report.map import tiles_of
from peelcli.report.reported import begun_notes
from peelcli.report.tables import NOTHING_TO_SHOW, Column, Report, table_of
from peelcli.text import counted, in_sentence


def overview_report(overview: Overview, *, is_latest: bool = False) -> Report:
    """Return the answer for people."""
    columns = [Column(question_label(one), holds_grades=True) for one in overview.questions]
    tables = tuple(
        table_of(
            region or overview.round.label,
            ["Force", *columns],
            [(row.force.short_name, *map(still_cell, row.cells)) for row in rows],
            is_captioned=True,
        )
        for region, rows in overview.groups
    )
    notes = []
    lacks = any(row.cell.kind is CellKind.MISSING for row in overview.cells)
    if lacks and overview.round.missing:
        notes.append(f"{overview.round.short_label}: {overview.round.missing}")
    if overview.sorted_by:
        by = ", then by ".join(question.name_in_sentence for question in overview.sorted_by)
        notes.append(f"Sorted by {by}: best grade first, forces without that grade last.")
    notes += begun_notes(overview.begun)
    if not overview.questions:
        notes.append(NOTHING_TO_SHOW)
        tables = ()
    forces = "All forces" if overview.is_of_all else counted(overview.forces, "force")
    title = f"{forces}, {labelled(overview.round, is_latest=is_latest)}"
    tiles = tiles_of(overview.cells) if len(overview.questions) == 1 else ()
    sentence = f"The grades of {in_sentence(forces)} in {overview.round.label}"
    return Report(title, tables, tuple(notes), tiles=tiles, sentence=sentence)
