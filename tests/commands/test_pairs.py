"""No option is ignored in silence: a pair of which one would do nothing is refused."""

from __future__ import annotations

import pytest
from conftest import TINY, Peel

PAIRS = [
    (["check", "--strict", "--against", str(TINY)], "--strict does nothing beside --against"),
    (["check", "--strict", "--pages", "."], "--strict does nothing beside --pages"),
    (["check", "--exit-code"], "--exit-code goes with --against"),
    (["check", "--exit-code", "--pages", "."], "--exit-code goes with --against"),
    (["check", "--drop-comments"], "--drop-comments goes with --fix"),
    (["check", "--fix", "--against", "x"], "use only one of --fix, --against and --pages"),
    (["check", str(TINY), "--data", "x"], "PATH and --data both name the dataset"),
    (["import", "kent", "--template", "--replace"], "--replace does nothing beside --template"),
    (["import", "kent", "--template", "--dry-run", "--ignore-extra"],
     "--ignore-extra and --dry-run do nothing beside --template"),
    (["import", "kent", "--template", "--drop-comments"], "--drop-comments does nothing beside"),
    (["import", "kent", "--template", "--into", str(TINY), "--data", "x"],
     "--data does nothing beside --into"),
    (["import", "x.csv", "--into", str(TINY), "--data", "x"], "--data does nothing beside --into"),
    (["list", "--count", "--sort", "grade"], "--sort does nothing beside --count"),
    (["list", "--count", "--sources"], "--sources does nothing beside --count"),
    (["diff", "2016", "2017", "--all", "--only", "improved"], "--only does nothing beside --all"),
    (["read", "a", "b", "--source", "https://example.org/"], "--source is the address of one page"),
    (["read", "a", "--source", "javascript:alert(1)"], "is not an address"),
    (["read", "a", "--source", "https://a.example/\x1b[2J"], "is not an address"),
    (["read", "a", "--source", "https://a.example/b c"], "is not an address"),
    (["export", "--panel", "--force", "kent"], "--panel has every row"),
    (["brief", "kent", "--all", "-o", "x"], "name a force or a --question, or say --all"),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "said"), PAIRS, ids=lambda one: " ".join(one)[:40])
def test_what_would_do_nothing_is_refused(peel: Peel, arguments: list[str], said: str) -> None:
    ran = peel(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert "\x1b" not in ran.err
    assert not [*peel.folder.iterdir()]


@pytest.mark.parametrize("format_", ["table", "markdown", "html", "json", "jsonl", "csv", "tsv"])
def test_a_brief_has_the_forces_beside_in_every_format(peel: Peel, format_: str) -> None:
    alone, beside = (
        peel("brief", "derbyshire", *more, "--format", format_).out
        for more in ((), ("--with", "northumbria"))
    )
    assert "northumbria" in beside.casefold()
    assert beside.casefold().count("northumbria") > alone.casefold().count("northumbria")


@pytest.mark.parametrize("format_", ["table", "markdown", "html", "svg", "csv", "json"])
def test_a_map_outlines_a_force_in_every_format(peel: Peel, format_: str) -> None:
    options = ("map", "--question", "leadership", "--format", format_)
    assert peel(*options, "--force", "kent").out != peel(*options).out


def test_the_environment_names_a_dataset_without_a_quarrel(peel: Peel) -> None:
    env = {"PEEL_DATA": str(TINY)}
    assert peel("check", str(TINY), env=env).code == 0
    assert peel("import", "erewhon", "2002", "--template", "--into", str(TINY), env=env).code == 0


def test_pages_that_cannot_be_placed_are_left_out_and_named(peel: Peel) -> None:
    pages = peel.folder / "pages"
    pages.mkdir()
    (pages / "desktop.ini").write_text("[.ShellClassInfo]")
    (pages / "page.txt").write_text(
        "TRIAL 2002, kindness\nRuritania Police is good at greeting people."
    )
    env = {"PEEL_DATA": str(TINY)}
    for arguments in (("check", "--pages", str(pages)),
                      ("read", "pages/desktop.ini", "pages/page.txt"),
                      ("read", "pages/none.txt", "pages/page.txt")):  # fmt: skip
        ran = peel(*arguments, env=env)
        assert ran.code == 0
        assert "1 proposal in 1 page" in ran.out
        assert ran.err.endswith("; the page is left out\n")
        assert ("desktop.ini" in ran.err) != ("none.txt" in ran.err)
    (pages / "page.txt").unlink()
    assert peel("check", str(TINY), "--pages", str(pages)).code == 2


def test_a_page_is_no_formula_and_has_no_character_that_xml_lacks(peel: Peel) -> None:
    text = "TRIAL 2002, kindness\nRuritania Police is good at greeting people\ufffe. \ud83d\ude00"
    (peel.folder / "=1+1.txt").write_text(
        text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    )
    for ending in ("csv", "html", "xlsx"):
        assert peel("read", "=1+1.txt", "--data", str(TINY), "-o", f"x.{ending}").code == 0
    assert ",./=1+1.txt," in (peel.folder / "x.csv").read_text("utf-8")


def test_read_of_standard_input(peel: Peel) -> None:
    text = b"TRIAL 2002, kindness\nRuritania Police is good at greeting people."
    ran = peel("read", "-", "--data", str(TINY), "--json", stdin=text)
    assert [row["page"] for row in ran.json["pages"]] == ["-"]


def test_read_of_standard_input_that_is_closed(peel: Peel) -> None:
    ran = peel.shell("peel read - <&-")
    assert (ran.code, ran.out) == (2, "")
    assert "standard input is closed" in ran.err
