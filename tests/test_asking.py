"""Commands that are made of methods."""

from __future__ import annotations

import io
from inspect import Parameter, signature
from typing import TYPE_CHECKING

import docx
import pytest
from conftest import TINY

from peelcli import load
from peelcli.answers.answer import Answer
from peelcli.asking import asking
from peelcli.forms import METHODS, form_of, forms
from peelcli.keeper.layout.checkup import check
from peelcli.render import PAPER, render, render_binary

if TYPE_CHECKING:
    from conftest import Peel

ENV = {"PEEL_DATA": str(TINY)}


@pytest.mark.parametrize("name", METHODS)
def test_a_command_takes_what_its_method_takes(name: str) -> None:
    command = {
        param.name: param
        for param in signature(asking(form_of(name), METHODS[name])).parameters.values()
    }
    _, *asked = signature(METHODS[name]).parameters.values()
    for param in asked:
        assert param.name in command
        if param.kind is not Parameter.VAR_POSITIONAL:
            assert command[param.name].default == param.default
    assert ("day" in command) == form_of(name).has_day
    assert ("groups" in command) == ("group" in command)
    assert {"format_", "as_json", "output", "fragment", "data"} <= set(command)


def test_every_form_goes_by_its_own_name() -> None:
    names = {name: name for name in forms()} | {"page_of_question": "brief"}
    assert {name: form.name for name, form in forms().items()} == names


@pytest.mark.parametrize(
    "command", ["overview", "map --pillar tidiness", "stats", "coverage", "questions"]
)
def test_a_round_goes_by_its_option_and_by_its_place(peel: Peel, command: str) -> None:
    words = [*command.split(), "--json"]
    named = peel(*words, "--round", "2003", env=ENV)
    assert named.code == 0
    assert peel(*words, "2003", env=ENV).out == named.out
    assert "2003" in named.out


@pytest.mark.parametrize("typed", [["2003", "2002"], ["2003", "--round", "2002"]])
def test_an_overview_is_of_one_round(peel: Peel, typed: list[str]) -> None:
    ran = peel("overview", *typed, env=ENV)
    assert (ran.code, ran.err) == (2, "peel: name one round, with --round\n")


def test_a_region_is_another_spelling_of_a_group(peel: Peel) -> None:
    by_group = peel("list", "--group", "near side", "--json", env=ENV).out
    assert peel("list", "--region", "near side", "--json", env=ENV).out == by_group
    assert "No such option" in peel("list", "--nation", "neverland", env=ENV).err


def test_the_worst_stand_first(peel: Peel) -> None:
    for command in ("overview --sort tidiness", "list --pillar tidiness --question overall"):
        ran = peel(*command.split(), "--round", "2003", "--worst-first", "--json", env=ENV).json
        rows = ran.get("rows") or ran["judgments"]
        grades = [
            row["grade"]
            for row in rows
            if row["question"] is None and row["grade"] and row["pillar"] == "tidiness"
        ]
        order = ["inadequate", "requires-improvement", "good", "outstanding"]
        assert len(grades) > 1
        assert grades == sorted(grades, key=order.index)
    for command in ("list --sort published", "list --sort force", "overview --sort name",
                    "compare erewhon ruritania --sort name"):  # fmt: skip
        ran = peel(*command.split(), "--worst-first", env=ENV)
        assert ran.code == 2
        assert "--worst-first" in ran.err


def test_what_can_be_drawn_and_written_is_whole_for_every_answer() -> None:
    data = load(TINY)
    answers = [
        data.show("erewhon", details=True), data.diff(2002, 2003, all=True, questions=True),
        data.list(round="all"),
        data.list(question="greeting", sort="grade"), data.trend("erewhon"), data.list_forces(),
        data.list_rounds(), data.questions(), data.coverage(), data.brief("erewhon"),
        data.list(count=True),
    ]  # fmt: skip
    for answer in answers:
        assert render(answer, "svg", PAPER).startswith("<svg")
        assert render_binary(answer, "docx").startswith(b"PK")


def test_what_no_dataset_answers_names_no_licence() -> None:
    answer = Answer(form_of("check"), check(TINY))
    assert "Licence" not in render(answer, "svg", PAPER)
    page = docx.Document(io.BytesIO(render_binary(answer, "docx")))
    assert not any("Licence" in paragraph.text for paragraph in page.paragraphs)


def test_a_group_without_a_wanted_force_is_drawn_without_rows(peel: Peel) -> None:
    picture = ["overview", "--by", "group", "--force", "erewhon", "--format", "svg"]
    found = peel(*picture, "--group", "far side", env=ENV)
    empty = peel(*picture, "--group", "near side", env=ENV)
    assert (found.code, empty.code) == (0, 0)
    assert ">Erewhon<" in found.out
    assert ">Erewhon<" not in empty.out
