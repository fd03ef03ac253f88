"""Nodes to plain values, with a problem for each that does not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from peelcli.keeper.loading.fields import Reader
from peelcli.keeper.loading.yaml_tree import Scalar

if TYPE_CHECKING:
    from peelcli.keeper.loading.problems import Problem


@pytest.fixture
def problems() -> list[Problem]:
    return []


@pytest.fixture
def reader(problems: list[Problem]) -> Reader:
    return Reader("file.yaml", problems)


def node(text: str, *, is_plain: bool = True) -> Scalar:
    return Scalar(3, 7, text, is_plain)


@pytest.mark.parametrize(
    ("known", "hint"),
    [
        ([], "remove it"),
        (["tea"], "there is tea"),
        ([f"k{n}" for n in range(12)], "there is k0, k1, k2, k3, k4, k5, k6, k7, k8, k9, k10, k11"),
        ([f"k{n}" for n in range(13)], "remove it"),
        (["xyzzz"], "did you mean 'xyzzz'?"),
        (["xyzzz", *map(str, range(999))], "did you mean 'xyzzz'?"),
        (["xyzzz", *map(str, range(1000))], "remove it"),
    ],
)
def test_what_there_is_not(
    reader: Reader, problems: list[Problem], known: list[str], hint: str
) -> None:
    reader.unknown(node("xyzzy"), "thing", known)
    reader.unknown(node("xyzzy"), "thing", known, of="the house")
    assert [str(problem) for problem in problems] == [
        f"file.yaml:3:7: there is no thing 'xyzzy'; {hint}",
        f"file.yaml:3:7: the house has no thing 'xyzzy'; {hint}",
    ]


def test_where_much_is_wrong_no_spelling_is_sought(reader: Reader, problems: list[Problem]) -> None:
    for _ in range(1001):
        reader.unknown(node("teas"), "thing", ["tea"], otherwise="buy it")
    assert {problem.message for problem in problems[:1000]} == {
        "there is no thing 'teas'; did you mean 'tea'?"
    }
    assert problems[1000].message == "there is no thing 'teas'; there is tea"
    problems.clear()
    reader.unknown(node("teas"), "thing", [], otherwise="buy it")
    assert problems[0].message == "there is no thing 'teas'; buy it"


@pytest.mark.parametrize(("text", "value"), [("true", True), ("false", False)])
def test_true_and_false(reader: Reader, problems: list[Problem], text: str, value: object) -> None:
    assert reader.boolean(node(text), "it") is value
    assert problems == []


@pytest.mark.parametrize("text", ["True", "TRUE", "yes", "no", "on", "1", "", "truely"])
def test_other_spellings_of_true_and_false(
    reader: Reader, problems: list[Problem], text: str
) -> None:
    assert reader.boolean(node(text), "it") is None
    assert [problem.message for problem in problems] == [f"it must be true or false, not {text!r}"]


@pytest.mark.parametrize("text", ["2016-02-29", "0001-01-01", "9999-12-31"])
def test_days(reader: Reader, problems: list[Problem], text: str) -> None:
    assert reader.date(node(text), "it") == text
    assert problems == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2016-2-29", "it '2016-2-29' is not a real date; write one like 2016-12-08"),
        ("2016-02-29T00:00", "it '2016-02-29T00:00' is not a real date; write one like 2016-12-08"),
        ("2016-02-29\n", "it '2016-02-29\\n' is not a real date; write one like 2016-12-08"),
        ("20160229", "it '20160229' is not a real date; write one like 2016-12-08"),
        ("2017-02-29", "it '2017-02-29' is not a real date; write one like 2016-12-08"),
        ("0000-01-01", "it '0000-01-01' is not a real date; write one like 2016-12-08"),
    ],
)
def test_what_is_no_day(reader: Reader, problems: list[Problem], text: str, message: str) -> None:
    assert reader.date(node(text), "it") is None
    assert [problem.message for problem in problems] == [message]


@pytest.mark.parametrize("text", ["1000", "2018", "2999"])
def test_years(reader: Reader, problems: list[Problem], text: str) -> None:
    assert reader.year(node(text), "it") == int(text)
    assert problems == []


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("2018/19", "write 2018"),
        ("2018-19", "write 2018"),
        ("2018–19", "write 2018"),
        ("PEEL 2018", "write the round's first year, like 2018"),
        ("3018", "write the round's first year, like 2018"),
        ("20189", "write the round's first year, like 2018"),
        ("0918", "write the round's first year, like 2018"),
        ("2018 ", "write the round's first year, like 2018"),
        ("٢٠١٨", "write the round's first year, like 2018"),
        ("2" * 5000, "write the round's first year, like 2018"),
    ],
)
def test_what_is_no_year(reader: Reader, problems: list[Problem], text: str, fix: str) -> None:
    assert reader.year(node(text), "it") is None
    assert [problem.message for problem in problems] == [f"it {text!r} is not a year; {fix}"]


@pytest.mark.parametrize(
    "text", ["http://a.b", "https://a.b/c?d=[e]#f", ["https://trial.example:8080/x", "y"][0]]
)
def test_addresses(reader: Reader, problems: list[Problem], text: str) -> None:
    assert reader.address(node(text), "it") == text
    assert problems == []


@pytest.mark.parametrize(
    "text",
    ["a.b/c", "ftp://a.b", "https://a", "https:///a.b", "https://a.b c", "https://a.b\u2028"],
)
def test_what_is_no_address(reader: Reader, problems: list[Problem], text: str) -> None:
    assert reader.address(node(text), "it") is None
    assert len(problems) == 1


@pytest.mark.parametrize("text", ["a", "a-b", "2a-3", "tea", "a" * 100])
def test_ids(reader: Reader, problems: list[Problem], text: str) -> None:
    assert reader.id(node(text), "it") == text
    assert problems == []


@pytest.mark.parametrize("text", ["", "A", "a_b", "a--b", "-a", "a-", "a b", "é", "a\n", "٢"])
def test_what_is_no_id(reader: Reader, problems: list[Problem], text: str) -> None:
    assert reader.id(node(text), "it") is None
    message = f"it {text!r} must be lower-case words joined by hyphens"
    assert [problem.message for problem in problems] == [message]


def test_an_id_that_is_too_long(reader: Reader, problems: list[Problem]) -> None:
    assert reader.id(node("a" * 101), "it") is None
    assert [problem.message for problem in problems] == [
        "it has more than 100 characters; shorten it"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "a",
        "a b",
        "No: never.",
        "éè",
        "a-b",
        "x = y",
        "[red]",
        "<b>",
        "\U0001f600",
        "a\u0301",
        "a" * 5000,
    ],
)
def test_texts(reader: Reader, problems: list[Problem], text: str) -> None:
    assert reader.text(node(text), "it") == text
    assert problems == []


EMPTY = "is empty; write it, or leave its key out"
CONTROL = "has a control character or a line break; remove it"
UNSEEN = "has a character that nobody sees (U+{}); remove it"
SPACE = "starts or ends with a space; remove it"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", EMPTY),
        ("  ", EMPTY),
        ("a\nb", CONTROL),
        ("a\tb", CONTROL),
        ("a\rb", CONTROL),
        ("a\x00b", CONTROL),
        ("a\x1b[31mb", CONTROL),
        ("a\x7fb", CONTROL),
        ("a\x9bb", CONTROL),
        ("a\u202eb", UNSEEN.format("202E")),
        ("a\u2066b", UNSEEN.format("2066")),
        ("a\u2028b", CONTROL),
        ("a\ufeffb", UNSEEN.format("FEFF")),
        ("a\u00adb", UNSEEN.format("00AD")),
        ("a\u200bb", UNSEEN.format("200B")),
        ("a\U000e0041b", UNSEEN.format("E0041")),
        (" a", SPACE),
        ("a ", SPACE),
        ("a" * 5001, "has more than 5,000 characters; shorten it"),
        ("=a", "starts with '=', which a spreadsheet runs; reword it"),
        ("+a", "starts with '+', which a spreadsheet runs; reword it"),
        ("-a", "starts with '-', which a spreadsheet runs; reword it"),
        ("@a", "starts with '@', which a spreadsheet runs; reword it"),
    ],
)
def test_what_is_no_text(reader: Reader, problems: list[Problem], text: str, what: str) -> None:
    assert reader.text(node(text, is_plain=False), "it") is None
    assert [problem.message for problem in problems] == [f"it {what}"]


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("no", "true or false"),
        ("on", "true or false"),
        ("null", "nothing"),
        ("~", "nothing"),
        ("2016-12-08", "a date"),
        ("2016", "a number"),
        ("1.5", "a number"),
        ("0x1f", "a number"),
        ("1:30", "a number"),
    ],
)
def test_what_yaml_takes_for_something_else_must_be_quoted(
    reader: Reader, problems: list[Problem], text: str, taken: str
) -> None:
    assert reader.text(node(text), "it") is None
    message = f"it is text, but YAML takes {text!r} for {taken}; quote it"
    assert [problem.message for problem in problems] == [message]
    assert reader.text(node(text, is_plain=False), "it") == text
