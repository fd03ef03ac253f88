"""Excel, by openpyxl: one sheet, a row for each item."""

from datetime import date
from typing import Any

from peelcli.answers.answer import Answer
from peelcli.contract import Field
from peelcli.errors import OutputError
from peelcli.extras import extra
from peelcli.frames import columns_of
from peelcli.render.zipped import NO_CLOCK, saved

_LONGEST = 32_767
_WIDEST = 60


def render(answer: Answer) -> bytes:
    """Return the answer's items.

    Raises UsageError where openpyxl is not installed, OutputError where a cell can't hold a text,
    OSError where there is no room on the disk.
    """
    openpyxl = extra("openpyxl", "an Excel file")
    record, rows = answer.items()
    columns = columns_of(record, rows)
    widths = [_width(field, columns[field.name]) for field in record.fields]
    book = openpyxl.Workbook(write_only=True)
    book.properties.created = book.properties.modified = NO_CLOCK
    sheet = book.create_sheet("peel")
    sheet.freeze_panes = "A2"
    for index, width in enumerate(widths, start=1):
        sheet.column_dimensions[openpyxl.utils.get_column_letter(index)].width = width
    sheet.append([field.name for field in record.fields])
    for values in zip(*columns.values(), strict=True):
        pairs = zip(record.fields, values, strict=True)
        sheet.append([_cell(openpyxl, sheet, field, value) for field, value in pairs])
    return saved(book)


def _width(field: Field, values: list[Any]) -> int:
    """Return how wide a column is: as its texts, up to a limit.

    Raises OutputError where a cell can't hold one of them.
    """
    texts = [_text(field, value) for value in values]
    longest = max(map(len, texts), default=0)
    if longest > _LONGEST:
        raise OutputError(
            f"the field {field.name} has a text of {longest:,} letters, and a cell of Excel holds "
            f"{_LONGEST:,}; write CSV"
        )
    lines = (line for text in (field.name, *texts) for line in text.splitlines())
    return min(max(map(len, lines)), _WIDEST) + 2


def _text(field: Field, value: Any) -> str:  # noqa: ANN401
    if isinstance(value, tuple | list):
        return field.type.separator.join(map(str, value))
    return "" if value is None else str(value)


def _cell(openpyxl: Any, sheet: Any, field: Field, value: Any) -> Any:  # noqa: ANN401
    cell = openpyxl.cell.WriteOnlyCell(sheet)
    if field.type.package == "date":
        cell.value = value and date.fromisoformat(value)
    elif isinstance(value, str | tuple | list):
        cell.value = _text(field, value)
        cell.data_type = "s"  # never a formula
    else:
        cell.value = value
    return cell
