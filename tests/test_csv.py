"""CSV is what the standard library writes, to the letter, and reads back."""

import csv
import io
from operator import itemgetter

from hypothesis import given
from hypothesis import strategies as st

from peelcli.contract import Field, Record, Type
from peelcli.render.csv import csv_batches

TEXT = Type("text", {"type": "string"})
AWKWARD = st.text(st.sampled_from('a ,"\n\r;é'), max_size=6)
ROWS = st.integers(1, 4).flatmap(lambda width: st.lists(st.tuples(*[AWKWARD] * width), min_size=1))


def written(rows: list[tuple[str, ...]]) -> str:
    record = Record(tuple(Field(f"f{at}", TEXT, itemgetter(at), "") for at in range(len(rows[0]))))
    return "".join(csv_batches(record, rows))


@given(ROWS)
def test_csv_is_read_back_as_it_was(rows: list[tuple[str, ...]]) -> None:
    header, *read = csv.reader(io.StringIO(written(rows), newline=""))
    assert list(map(tuple, read)) == rows
    assert len(header) == len(rows[0])


@given(ROWS)
def test_csv_is_as_the_standard_library_writes_it(rows: list[tuple[str, ...]]) -> None:
    # Some releases of Python leave a lone carriage return without quotes.
    rows = [tuple(cell.replace("\r", "") for cell in row) for row in rows]
    expected = io.StringIO(newline="")
    header = [f"f{at}" for at in range(len(rows[0]))]
    csv.writer(expected, lineterminator="\n").writerows([header, *rows])
    assert written(rows) == expected.getvalue()


def test_a_row_of_every_type() -> None:
    types = {
        "text": TEXT,
        "number": Type("number", {"type": "integer"}, package="integer"),
        "truth": Type("true or false", {"type": "boolean"}, package="boolean"),
        "texts": Type("list of texts", {"type": "array", "items": {"type": "string"}}),
        "numbers": Type("list", {"type": "array", "items": {"type": "integer"}}, separator="; "),
        "nothing": Type("text or null", {"type": "string"}, is_nullable=True),
    }
    record = Record(
        tuple(Field(name, type_, itemgetter(name), "") for name, type_ in types.items())
    )
    row = {"text": "x", "number": 1, "truth": True, "texts": ["a", "b"], "numbers": [1, 2]}
    lines = "".join(csv_batches(record, [row | {"nothing": None}])).splitlines()
    assert lines == ["text,number,truth,texts,numbers,nothing", "x,1,true,a b,1; 2,"]
