"""The pages of a site. Each shows what commands answer, written as their HTML is."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from html import escape
from itertools import combinations

from peelcli.answers.grades import question_label, still_cell
from peelcli.answers.origin import LICENCE, citation
from peelcli.answers.overview import OverviewRow
from peelcli.answers.reported import begun_notes
from peelcli.answers.show import leading_below
from peelcli.answers.tables import Cell, Column, Mark, Report, Row, Table
from peelcli.data import PeelData
from peelcli.model import Force, Question, Round
from peelcli.render.html import body_of
from peelcli.render.svg import inner_picture
from peelcli.result import Result
from peelcli.site.frame import Page
from peelcli.terms import OVERALL, Grade, QuestionKey
from peelcli.text import counted

Links = Mapping[str, str]
"""Names of forces, questions and areas, each with the path of its page."""


def pages_of(data: PeelData, title: str, forces: Collection[str]) -> Iterator[Page]:
    """Yield all pages; `forces` are the ids of those that get one, without any all do."""
    shown = [force for force in data.forces.values() if not forces or force.id in forces]
    asked = _questions(data)
    links = _links(
        *((force.short_name, _force_path(force)) for force in shown),
        *((question_label(one), _path(one)) for one, _ in asked),
    )
    pairs = combinations(data.rounds_meant(), 2)
    answers = [data.diff(one.year, other.year, questions=True) for one, other in pairs]
    moves = [_move_page(answer, links) for answer in answers if answer.result.comparable]
    maps = {
        one.key: data.map(rounds[-1].year, pillar=one.pillar, question=one.id or OVERALL)
        for one, rounds in asked
    }
    yield _index(data, title, shown, maps, moves)
    for force in shown:
        yield _force(data, force, links)
    for round_ in data.rounds_meant():
        yield _round(data, round_, links, shown)
    for question, rounds in asked:
        yield _question(data, maps[question.key], rounds, links)
    yield from moves
    yield _comparing(data, moves)
    yield _about(data)


def _questions(data: PeelData) -> list[tuple[Question, list[Round]]]:
    """Return the questions that were graded, as the latest round asks each, with all rounds."""
    found: dict[tuple[str | None, str | None], tuple[Question, list[Round]]] = {}
    for round_ in data.rounds_meant():
        for question in round_.graded_questions:
            _, rounds = found.get(question.key, (question, []))
            found[question.key] = (question, [*rounds, round_])
    return list(found.values())


def _links(*named: tuple[str, str]) -> Links:
    """Return the paths of pages by name, without the names that mean two pages."""
    paths: dict[str, set[str]] = {}
    for name, path in named:
        paths.setdefault(name, set()).add(path)
    return {name: text for name, (text, *others) in paths.items() if not others}


def _force_path(force: Force) -> str:
    return f"forces/{force.id}.html"


def _path(question: Question) -> str:
    # No id has two hyphens in a row, so no two questions share a page.
    parts = (question.pillar, question.id or OVERALL)
    return f"questions/{'--'.join(part for part in parts if part)}.html"


def _index(
    data: PeelData,
    title: str,
    forces: Iterable[Force],
    maps: Mapping[QuestionKey, Result],
    moves: Iterable[Page],
) -> Page:
    latest = data.rounds_with_grades()[-1:]
    begun = data.begun_since(latest[0].year) if latest else ()
    # The fullest map is the one to see first.
    now = sorted(
        (answer for answer in maps.values() if answer.result.round in latest),
        key=lambda one: one.result.missing,
    )
    by_kind: dict[str, list[tuple[str, str]]] = {}
    for question in (answer.result.question for answer in maps.values()):
        kind = question.pillar_name or "Areas"
        by_kind.setdefault(kind, []).append((_path(question), question_label(question)))
    size = f"{counted(data.size, 'judgment')} of {counted(len(data.forces), 'force')}"
    body = [
        *(f"<p>{escape(begun_note)}</p>\n" for begun_note in begun_notes(begun)),
        f"<p>{size} by the inspectorate, each with its source. What is not in the dataset is "
        "shown as that: a grade may exist, and we have not found it.</p>\n",
        '<h2 id="forces">Forces</h2>\n',
        _list(
            ((_force_path(force), f"{force.short_name} ({force.region})") for force in forces),
            "find",
        ),
        f'<h2 id="map">Map of {escape(latest[0].label)}</h2>\n' if latest else "",
        *(
            f'<details class="map"{" open" if answer is now[0] else ""}><summary>'
            f"{escape(question_label(answer.result.question))}</summary>\n"
            f"{_picture(answer.report())}</details>\n"
            for answer in now
        ),
        '<h2 id="rounds">Rounds</h2>\n',
        _list((f"rounds/{round_.year}.html", round_.label) for round_ in data.rounds_meant()),
        "<h2>What moved</h2>\n",
        _list((move.path, move.title) for move in moves),
        '<h2 id="questions">Questions and areas</h2>\n',
        *(f"<h3>{escape(kind)}</h3>\n{_list(some)}" for kind, some in by_kind.items()),
        _section(data.coverage(), {}),
    ]
    return Page("index.html", title, "".join(body))


def _force(data: PeelData, force: Force, links: Links) -> Page:
    body = ""
    if any(judgment.grade for judgment in data.by_force.get(force.id, {}).values()):
        brief = data.brief(force)
        report = brief.report()._replace(title=brief.result.round.label, is_one_page=False)
        body = _section(report, links, "../", ids="brief-")
    report = data.show(force, questions=True, details=True).report()
    report = report._replace(title="Every round, with the sources of each grade", head=())
    body += _section(report, {}, "../", ids="all-")
    return Page(_force_path(force), force.name, body)


def _round(data: PeelData, round_: Round, links: Links, with_page: Collection[Force]) -> Page:
    """Return all forces by region in one table, each grade with its place on its force's page."""
    answer = data.overview(round_.year, by="region", questions=True)
    report = answer.report()
    rows = [
        Row((Cell(row.force.short_name), Cell(region), *_to_force(row, with_page)))
        for region, rows_of in answer.result.groups
        for row in rows_of
    ]
    if report.tables:
        first, *rest = report.tables[0].columns
        table = Table(report.title, (first, Column("Region"), *rest), tuple(rows))
        report = report._replace(tables=(table,))
    body = _section(report, links, "../")
    body += _section(data.stats(round_.year, questions=True), links, "../")
    return Page(f"rounds/{round_.year}.html", round_.label, body)


def _to_force(row: OverviewRow, with_page: Collection[Force]) -> Iterator[Cell]:
    has_page = row.force in with_page
    for cell in row.cells:
        judgment = cell.judgment if has_page else None
        yield leading_below(still_cell(cell), judgment, f"../{_force_path(row.force)}")


def _question(data: PeelData, last_map: Result, rounds: list[Round], links: Links) -> Page:
    question = last_map.result.question
    pillar, name = question.pillar, question.id or OVERALL
    years = [round_.year for round_ in rounds]
    compares = {
        row.round.year: [other.short_label for other in row.comparable_with]
        for row in data.questions(years).result
        if row.question.key == question.key
    }
    lines = "".join(
        f"<li>{escape(round_.short_label)} can be compared with "
        f"{escape(', '.join(compares[round_.year]) or 'no other round')}.</li>\n"
        for round_ in rounds
    )
    body = [f"<ul>\n{lines}</ul>\n"]
    body.append(_section(data.stats(years, pillar=pillar, question=name), {}, ""))
    picture = _picture(last_map.report())
    body.append(f"<h2>Map of {escape(rounds[-1].label)}</h2>\n{picture}")
    for round_ in reversed(rounds):
        bands = data.list(round=round_.year, pillar=pillar, question=name, sort="grade")
        body.append(_section(bands, links, "../"))
    return Page(_path(question), question_label(question), "".join(body))


def _move_page(answer: Result, links: Links) -> Page:
    path = f"moves/{answer.result.before.year}-{answer.result.after.year}.html"
    return Page(path, f"What moved: {answer.report().title}", _section(answer, links, "../"))


def _comparing(data: PeelData, moves: Iterable[Page]) -> Page:
    body = _section(data.list_rounds(), {})
    body += "<h2>Rounds that can be compared, in part at least</h2>\n"
    body += _list((move.path, move.title) for move in moves)
    return Page("comparing.html", "What can be compared, and why not", body)


def _about(data: PeelData) -> Page:
    files = (
        ("downloads/judgments.csv.zip", "CSV, zipped: a row a judgment, with all fields"),
        ("downloads/judgments.json.zip", "JSON, zipped"),
        ("downloads/peel.sqlite.zip", "SQLite database, zipped"),
        ("downloads/datapackage.zip", "Data package with its schema, zipped"),
    )
    signs = [(mark.symbol, mark.meaning) for mark in Mark if mark.symbol]
    signs = [(grade.code, grade.label.lower()) for grade in Grade] + signs
    terms = "".join(f"<dt>{escape(a)}</dt><dd>{escape(b)}</dd>\n" for a, b in signs)
    body = [
        "<p>The inspectorate (HMIC, since 2017 HMICFRS) grades all police forces of England and "
        "Wales. This site shows what our dataset has of these grades. It is not the "
        f"inspectorate's. The grades are under the {LICENCE}.</p>\n",
        f"<h2>Downloads</h2>\n{_list(files)}",
        f"<h2>How to cite</h2>\n<pre>{escape(citation(data))}</pre>\n",
        f"<h2>Signs</h2>\n<dl>\n{terms}</dl>\n",
    ]
    return Page("about.html", "About, licence, citing and downloads", "".join(body))


def _picture(report: Report) -> str:
    inner = inner_picture(report)
    if inner is None:
        return "".join(f"<p>{escape(note)}</p>\n" for note in report.notes)
    label = f'role="region" tabindex="0" aria-label="Map: {escape(report.title)}"'
    return f'<div class="scroll" {label}>\n{inner}</div>\n'


def _section(answer: Result | Report, links: Links, up: str = "", ids: str = "") -> str:
    """Return an answer as part of a page, whose foot has the origin."""
    report = answer if isinstance(answer, Report) else answer.report()
    tables = tuple(
        table._replace(rows=tuple(_with_links(row, links, up) for row in table.rows))
        for table in report.tables
    )
    return body_of(report._replace(tables=tables, origin=None), "h2", "h3", ids)


def _with_links(row: Row, links: Links, up: str) -> Row:
    """Return a row in which names of forces and questions lead to their pages."""

    def cell(one: Cell) -> Cell:
        items = tuple(map(cell, one.items))
        address = f"{up}{links[one.text]}" if one.text in links else one.address
        return one._replace(items=items, address=address)

    first, *rest = row.cells
    return row._replace(
        cells=(cell(first), *(cell(other) if other.items else other for other in rest))
    )


def _list(entries: Iterable[tuple[str, str]], kind: str = "") -> str:
    links = (f'<a href="{escape(address)}">{escape(text)}</a>' for address, text in entries)
    lines = "".join(f"<li>{link}</li>\n" for link in links)
    return f'<ul class="links{kind and " "}{kind}">\n{lines}</ul>\n' if lines else "<p>None.</p>\n"
