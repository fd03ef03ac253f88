"""The pages of a site. Each shows what commands answer, written as their HTML is."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import pairwise

from peelcli.answers.grades import question_label, still_cell
from peelcli.answers.origin import LICENCE, citation
from peelcli.answers.overview import OverviewRow
from peelcli.answers.reported import begun_notes
from peelcli.answers.show import leading_below
from peelcli.answers.tables import Cell, Column, Mark, Report, Row, Table, without
from peelcli.data import PeelData
from peelcli.model import Force, Question, Round
from peelcli.render.html import body_of
from peelcli.render.svg import inner_picture
from peelcli.rests_on import OWN_PAGES, RestsOn
from peelcli.result import Result
from peelcli.site.frame import Page, Site, contact_line
from peelcli.terms import OVERALL, Grade, QuestionKey
from peelcli.text import counted, folded

Links = Mapping[str, str]
"""Names of forces, questions and areas, each with the path of its page."""


def pages_of(data: PeelData, site: Site, forces: Collection[str]) -> Iterator[Page]:
    """Yield all pages; `forces` are the ids of those that get one, without any all do."""
    shown = shown_forces(data, forces)
    asked = _questions(data)
    links = _links(
        *((force.short_name, _force_path(force)) for force in shown),
        *((question_label(one), _path(one)) for one, _ in asked),
    )
    maps = {
        one.key: data.map(rounds[-1].year, pillar=one.pillar, question=one.id or OVERALL)
        for one, rounds in asked
    }
    yield _index(data, site, shown, maps)
    for force in shown:
        yield _force(data, force, links)
    for round_ in data.rounds_meant():
        yield _round(data, round_, links, shown)
    for question, rounds in asked:
        yield _question(data, maps[question.key], rounds, links)
    yield _moves(data, links)
    yield _comparing(data)
    yield _about(data, site)
    yield _keepers(data)


def shown_forces(data: PeelData, forces: Collection[str]) -> list[Force]:
    """Return the forces that get a page."""
    return [force for force in data.forces.values() if not forces or force.id in forces]


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
    data: PeelData, site: Site, forces: Iterable[Force], maps: Mapping[QuestionKey, Result]
) -> Page:
    latest = data.rounds_with_grades()[-1:]
    # The fullest map is the one to see first.
    now = sorted(
        (answer for answer in maps.values() if answer.result.round in latest),
        key=lambda one: one.result.missing,
    )
    by_kind: dict[str, list[tuple[str, str]]] = {}
    for question in (answer.result.question for answer in maps.values()):
        kind = question.pillar_name or "Areas"
        by_kind.setdefault(kind, []).append((_path(question), question_label(question)))
    body = [
        "<p>The inspectorate of constabulary (HMICFRS) grades every police force of England and "
        "Wales. Here are its grades, each with the page that states it. "
        f"{escape(_resting(data))} A grade that we have not found is shown as that: it may "
        'exist. <a href="about.html">What the grades mean, and how they were gathered</a>.</p>\n',
        *(f"<p>{escape(note)}</p>\n" for note in _begun(data)),
        '<h2 id="forces">Forces</h2>\n',
        '<ul class="links find">\n',
        *(
            f'<li data-names="{escape(_names_of(force))}"><a href="{_force_path(force)}">'
            f"{escape(force.short_name)} ({escape(force.region)})</a></li>\n"
            for force in forces
        ),
        "</ul>\n",
        '<p>You do not know your force? <a href="https://www.police.uk/">police.uk</a> finds it '
        "by your postcode.</p>\n",
        f'<h2 id="map">Map of {escape(latest[0].label)}</h2>\n' if latest else "",
        *(
            f'<details class="map" data-name="{escape(_slug(answer.result.question))}"'
            f"{' open' if answer is now[0] else ''}><summary>"
            f"{escape(question_label(answer.result.question))}</summary>\n"
            f"{_picture(answer.report())}</details>\n"
            for answer in now
        ),
        '<h2 id="questions">Questions and areas</h2>\n',
        *(f"<h3>{escape(kind)}</h3>\n{_list(some)}" for kind, some in by_kind.items()),
        '<h2 id="rounds">Rounds</h2>\n',
        _list(
            [
                *((f"rounds/{r.year}.html", r.label) for r in data.rounds_meant()),
                ("comparing.html", "What can be compared, and why not"),
                ("moves.html", "What moved"),
            ]
        ),
    ]
    return Page("index.html", site.title, "".join(body))


def _begun(data: PeelData) -> Iterator[str]:
    latest = data.rounds_with_grades()[-1:]
    yield from begun_notes(data.begun_since(latest[0].year) if latest else ())


def _resting(data: PeelData) -> str:
    """Return how many grades of the latest round rest on the inspectorate's own pages."""
    latest = data.rounds_with_grades()[-1:]
    if not latest:
        return "There are no grades yet."
    rows = data.list(round=latest[0].year).rows()
    graded = [row for row in rows if row["grade"]]
    own = sum(row["rests_on"] in OWN_PAGES for row in graded)
    return (
        f"Of {counted(len(graded), 'grade')} of {latest[0].label}, {own} were read on its own "
        f"pages, and {len(graded) - own} in the press or elsewhere."
    )


def _names_of(force: Force) -> str:
    """Return all names that find a force, as the command line has them."""
    names = (force.id, force.name, force.short_name, force.former_name, *force.aliases, force.gss,
             force.home_office_name, force.code, force.region)  # fmt: skip
    return ", ".join(dict.fromkeys(folded(name).replace("-", " ") for name in names if name))


def _slug(question: Question) -> str:
    return "--".join(part for part in (question.pillar, question.id or OVERALL) if part)


def _force(data: PeelData, force: Force, links: Links) -> Page:
    """Return a force's page: its latest report, then all rounds; the rest is folded."""
    path = _force_path(force)
    body = ""
    if any(judgment.grade for judgment in data.by_force.get(force.id, {}).values()):
        brief = data.brief(force)
        whole = brief.report()._replace(is_one_page=False)
        lean = whole._replace(
            title=brief.result.round.label,
            # The page's title names the force.
            head=whole.head[1:],
            tables=tuple(map(_without_numbers, whole.tables)),
            notes=tuple(_begun(data)),
            details=(),
            hints=(),
        )
        body = _section(lean._replace(lists_sources=False), links, "../")
        among = whole._replace(title="Among other forces", head=(), lead=())
        body += _folded(
            "How it stands among other forces, and what is safe to print",
            _section(among, links, "../", ids="brief-"),
        )
    # Its grades lead to what is folded below.
    every = data.show(force, details=True).report()
    tables = tuple(
        table._replace(notes=tuple(note for note in table.notes if _NOT_COMPARED in note))
        for table in every.tables
    )
    every = every._replace(title="Every round", tables=tables, head=(), notes=(), details=())
    body += _section(every._replace(lists_sources=False), {}, "../")
    full = data.show(force, questions=True, details=True).report()
    details = tuple(
        detail._replace(lines=tuple(_in_short(detail.lines))) for detail in full.details
    )
    title = "Every question, with sources, dates and notes"
    full = full._replace(title=title, head=(), tables=(), details=details)
    body += _folded(
        "Every question, with the source, day and note of each grade",
        _section(full, {}, "../", ids="all-"),
    )
    body += (
        f'<p>For programs: <a href="../data/{force.id}.json">the grades of this force as JSON</a>.'
        "</p>\n"
    )
    return Page(path, force.name, body, force.name)


_NOT_COMPARED = "can't be compared"
_ELSEWHERE = ("Title", "Basis")
"""What the page of a question has, and what `Rests on` says better."""
_TOGETHER = ("Published", "Rests on")


def _in_short(lines: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield a judgment's lines, its day and what it rests on in one."""
    found = [line for line in lines if line[0] not in _ELSEWHERE]
    yield "Published", "; rests on ".join(value for label, value in found if label in _TOGETHER)
    yield from (line for line in found if line[0] not in _TOGETHER)


def _without_numbers(table: Table) -> Table:
    lean = without(table, [column.is_number for column in table.columns])
    return lean._replace(notes=())


def _folded(summary: str, body: str) -> str:
    return f'<details class="more"><summary>{escape(summary)}</summary>\n{body}</details>\n'


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
    """Return a question's page: what its latest round found, a map, then all rounds."""
    question = last_map.result.question
    pillar, name = question.pillar, question.id or OVERALL
    years = [round_.year for round_ in rounds]
    compares = {
        row.round.year: [other.short_label for other in row.comparable_with]
        for row in data.questions(years).result
        if row.question.key == question.key
    }
    picture = f"<h2>Map of {escape(rounds[-1].label)}</h2>\n{_picture(last_map.report())}"
    body = []
    if any(cell.cell.judgment and cell.cell.judgment.grade for cell in last_map.result.cells):
        told = data.brief(round=rounds[-1].year, pillar=pillar, question=name).report()
        told = told._replace(title=rounds[-1].label, head=(), tiles=(), is_one_page=False)
        body.append(_section(told._replace(details=(), notes=()), links, "../"))
        body.append(picture)
        # Each force's own page has its sources.
        said = tuple(each for each in told.details if each.heading.text in _SAID)
        safe = told._replace(title="What is safe to print", lead=(), tables=(), details=said)
        body.append(_folded("What is safe to print", _section(safe, {}, "../")))
    else:
        body.append(picture)
    lines = "".join(
        f"<li>{escape(round_.short_label)} can be compared with "
        f"{escape(', '.join(compares[round_.year]) or 'no other round')}.</li>\n"
        for round_ in rounds
    )
    stats = _section(data.stats(years, pillar=pillar, question=name), {}, "../")
    body.append(f"{stats}<ul>\n{lines}</ul>\n")
    if len(rounds) > 1:
        whole = _section(_by_round(data, question, rounds), links, "../")
        body.append(_folded("All forces, round by round", whole))
    return Page(_path(question), question_label(question), "".join(body))


_SAID = ("Safe to print", "Not safe")


def _by_round(data: PeelData, question: Question, rounds: Sequence[Round]) -> Report:
    """Return all forces' grades for a question in one table, a column a round."""
    cells: dict[str, list[Cell]] = {force.short_name: [] for force in data.forces.values()}
    for round_ in rounds:
        asked = round_.asked[question.key]
        answer = data.overview(round_.year, pillar=asked.pillar, question=asked.id or OVERALL)
        for row in answer.result.cells:
            shown = leading_below(
                still_cell(row.cell), row.cell.judgment, f"../{_force_path(row.force)}"
            )
            cells[row.force.short_name].append(shown if shown.text else still_cell(row.cell))
    columns = (Column("Force"), *(Column(r.short_label, holds_grades=True) for r in rounds))
    title = "All forces, round by round"
    rows = tuple(Row((Cell(name), *of)) for name, of in cells.items())
    return Report(title, (Table(title, columns, rows),))


def _moves(data: PeelData, links: Links) -> Page:
    """Return what moved from each round to the next that it can be compared with."""
    body = []
    for one, other in pairwise(data.rounds_meant()):
        answer = data.diff(one.year, other.year, questions=True)
        if answer.result.comparable:
            body.append(_section(answer, links, ids=f"{one.year}-"))
    none = "<p>No two rounds beside each other can be compared.</p>\n"
    return Page("moves.html", "What moved from one round to the next", "".join(body) or none)


def _comparing(data: PeelData) -> Page:
    body = _section(data.list_rounds(), {})
    body += '<p><a href="moves.html">What moved from one round to the next</a></p>\n'
    return Page("comparing.html", "What can be compared, and why not", body)


def _keepers(data: PeelData) -> Page:
    """Return what those need who keep the dataset: what is missing, and what signs mean."""
    signs = [(mark.symbol, mark.meaning) for mark in Mark if mark.symbol]
    signs = [(grade.code, grade.label.lower()) for grade in Grade] + signs
    terms = "".join(f"<dt>{escape(a)}</dt><dd>{escape(b)}</dd>\n" for a, b in signs)
    body = f"{_section(data.coverage(), {})}<h2>Signs</h2>\n<dl>\n{terms}</dl>\n"
    return Page("keepers.html", "How complete the dataset is", body)


def _about(data: PeelData, site: Site) -> Page:
    files = (
        ("data/panel.csv", "CSV: a row for every force, round and question, graded or not"),
        ("downloads/judgments.csv.zip", "CSV, zipped: a row a judgment, with all fields"),
        ("downloads/peel.sqlite.zip", "SQLite database, zipped"),
        ("downloads/datapackage.zip", "Data package with its schema, zipped"),
        ("feed.xml", "Feed of new reports"),
    )
    begun = "".join(f"<p>{escape(note)}</p>\n" for note in _begun(data))
    meanings = "".join(f"<dt>{of.label}</dt><dd>{_MEANINGS[of]}</dd>\n" for of in _MEANINGS)
    rests = Counter(
        row["rests_on"] for row in data.list(round="all").rows() if row["grade"] is not None
    )
    lines = "".join(
        f"<dt>{escape(kind)}</dt><dd>{counted(rests[kind], 'grade')}: {_RESTS[kind]}</dd>\n"
        for kind in RestsOn
        if rests[kind]
    )
    body = [
        "<h2>What PEEL is</h2>\n<p>PEEL stands for police effectiveness, efficiency and "
        "legitimacy. It is the regular assessment of all 43 forces by the inspectorate: HMIC, "
        "since 2017 HMICFRS. To 2018/19 it graded three pillars and their questions; since "
        '2021/22 it grades areas. <a href="comparing.html">Which rounds can be compared</a>. '
        "This site is not the inspectorate's.</p>\n",
        begun,
        "<h2>What the grades mean</h2>\n<p>Since 2021/22 the inspectorate measures a force against "
        "the characteristics of good performance. "
        f'<a href="{_MEANINGS_ARE_FROM}">It says what each grade means</a>, shortened here, from '
        f"the best to the worst:</p>\n<dl>\n{meanings}</dl>\n"
        "<p>To 2018/19 there were four grades: adequate came in 2021/22. Good then and adequate "
        f'now need not mean a decline, <a href="{_WHAT_IS_PEEL}">the inspectorate says</a>. It '
        "publishes no ranking of forces.</p>\n"
        "<p>A force may have been inspected; or its grade was carried over from an earlier round; "
        "or it got no grade. A grade that is not in our dataset is a fourth thing: it may "
        "exist.</p>\n",
        "<h2>How these grades were gathered</h2>\n<p>Each grade has the address of a page that "
        f"states it. {escape(_resting(data))} Of all rounds:</p>\n<dl>\n{lines}</dl>\n"
        '<p><a href="keepers.html">How complete the dataset is</a></p>\n',
        f'<h2 id="errors">Report an error</h2>\n<p>{contact_line(site)} Name the force, the '
        "round and the page that says otherwise.</p>\n",
        '<h2>Your own force</h2>\n<p><a href="https://www.police.uk/">police.uk</a> finds it by '
        "postcode, with its crime figures and how to reach it.</p>\n",
        f"<h2>Downloads</h2>\n{_list(files)}",
        f"<p>The grades are under the {LICENCE}.</p>\n",
        f"<h2>How to cite</h2>\n<pre>{escape(citation(data))}</pre>\n",
    ]
    return Page("about.html", "What these grades are, and where they are from", "".join(body))


_WHAT_IS_PEEL = "https://hmicfrs.justiceinspectorates.gov.uk/peel-assessments/what-is-peel/"
_MEANINGS_ARE_FROM = f"{_WHAT_IS_PEEL}how-we-inspect-peel/"
_MEANINGS = {
    Grade.OUTSTANDING: "the force goes far beyond good performance",
    Grade.GOOD: "it has nearly all the characteristics of good performance",
    Grade.ADEQUATE: "it has some of them, and areas to improve",
    Grade.REQUIRES_IMPROVEMENT: "it has few of them or none, and many areas to improve",
    Grade.INADEQUATE: "there are causes for concern, and recommendations to deal with them",
}
_RESTS = {
    RestsOn.REPORT: "read in the inspectorate's report",
    RestsOn.INSPECTORATE: "read on another of its pages",
    RestsOn.FORCE: "read on a page of the force",
    RestsOn.COMMISSIONER: "read on a page of the Commissioner",
    RestsOn.PRESS: "read in the press or on another public page",
    RestsOn.COUNTS: "worked out from published counts or statements",
    RestsOn.INFERRED: "inferred from what a page says",
}


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
