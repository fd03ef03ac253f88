"""Excel, by openpyxl: one sheet, a row for each item."""

import io
import re
from datetime import date, datetime
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from peelcli.contract import Field
from peelcli.frames import columns_of, needed
from peelcli.report.answer import Answer

_NO_CLOCK = datetime(1980, 1, 1)
_LONGEST = 32_767
_CORE = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def render(answer: Answer) -> bytes:
    """Return the answer's items. Raises UsageError where openpyxl is not installed."""
    openpyxl = needed("openpyxl", "an Excel file")
    record, rows = answer.items()
    columns = columns_of(record, rows)
    book = openpyxl.Workbook(write_only=True)
    book.properties.created = book.properties.modified = _NO_CLOCK
    sheet = book.create_sheet("peel")
    sheet.freeze_panes = "A2"
    sheet.append([field.name for field in record.fields])
    for values in zip(*columns.values(), strict=True):
        pairs = zip(record.fields, values, strict=True)
        sheet.append([_cell(openpyxl, sheet, field, value) for field, value in pairs])
    buffer = io.BytesIO()
    book.save(buffer)
    return _without_clock(buffer)


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


def _without_clock(buffer: io.BytesIO) -> bytes:
    """Return a zip file with one day for all its entries: the same answer has the same bytes."""
    target = io.BytesIO()
    with ZipFile(buffer) as old, ZipFile(target, "w", ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            entry = ZipInfo(name, _NO_CLOCK.timetuple()[:6])
            entry.compress_type = ZIP_DEFLATED
            text = old.read(name)
            if name == "docProps/core.xml":
                text = _CORE.sub(rb"\g<1>1980-01-01T00:00:00Z", text)
            new.writestr(entry, text)
    return target.getvalue()
