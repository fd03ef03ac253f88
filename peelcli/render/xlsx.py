"""Excel, by openpyxl: one sheet, a row for each item."""

import io
from datetime import date
from typing import Any

from peelcli.contract import Field
from peelcli.extras import extra
from peelcli.frames import columns_of
from peelcli.render.zipped import NO_CLOCK, without_clock
from peelcli.report.answer import Answer

_LONGEST = 32_767


def render(answer: Answer) -> bytes:
    """Return the answer's items. Raises UsageError where openpyxl is not installed."""
    openpyxl = extra("openpyxl", "an Excel file")
    record, rows = answer.items()
    columns = columns_of(record, rows)
    book = openpyxl.Workbook(write_only=True)
    book.properties.created = book.properties.modified = NO_CLOCK
    sheet = book.create_sheet("peel")
    sheet.freeze_panes = "A2"
    sheet.append([field.name for field in record.fields])
    for values in zip(*columns.values(), strict=True):
        pairs = zip(record.fields, values, strict=True)
        sheet.append([_cell(openpyxl, sheet, field, value) for field, value in pairs])
    buffer = io.BytesIO()
    book.save(buffer)
    return without_clock(buffer)


def _cell(openpyxl: Any, sheet: Any, field: Field, value: Any) -> Any:  # noqa: ANN401
    cell = openpyxl.cell.WriteOnlyCell(sheet)
    if field.type.package == "date":
        cell.value = value and date.fromisoformat(value)
    elif isinstance(value, str | tuple | list):
        texts = [value] if isinstance(value, str) else map(str, value)
        cell.value = field.type.separator.join(texts)[:_LONGEST]
        cell.data_type = "s"  # never a formula
    else:
        cell.value = value
    return cell
