"""The JSON of what pages say."""

from collections.abc import Mapping

from peelcli.contract import Record, list_of, one_of, or_null, record_of, records_of
from peelcli.pages.proposals import Against
from peelcli.records import ADDRESS, COUNTS, JUDGMENT, NUMBER, PLACE, TEXT, fields, get
from peelcli.terms import Grade

_QUOTE = (
    ("line", NUMBER, get("line"), "its line, from 1"),
    ("quote", TEXT, get("quote"), "the sentence, or the row of a table"),
)
_PAGE = ("page", TEXT, get("page"), "the page's file, or `-`")
PROPOSAL = Record(
    (
        *(
            field._replace(type=list_of(ADDRESS), meaning="the page's address; none without it")
            if field.name == "sources"
            else field
            for field in JUDGMENT.fields
        ),
        *fields(
            _PAGE,
            *_QUOTE,
            ("against", one_of(Against), get("against"), "what the dataset says of it"),
        ).fields,
    )
)
PAGE = fields(
    ("page", TEXT, get("name"), "the page's file, or `-`"),
    ("force", or_null(TEXT), get("force"), "the force's id; null for a page about several"),
    ("year", NUMBER, get("year"), PLACE["year"]),
    ("counts", or_null(record_of(COUNTS)),
     lambda row: {grade: dict(row.counts).get(grade, 0) for grade in Grade} if row.counts else None,
     "how many areas got which grade, as the page says; null where it does not"),
)  # fmt: skip
QUOTE = fields(_PAGE, *_QUOTE)

ANSWERS: Mapping[str, Record] = {
    "read": fields(
        ("pages", records_of(PAGE), get("pages"), "in the order of the command line"),
        ("proposals", records_of(PROPOSAL), get("proposals"), "page by page"),
        ("not_understood", records_of(QUOTE), get("not_understood"),
         "sentences with a grade that were not understood"),
    ),
}  # fmt: skip
