"""The style of pages, and the script that sorts their tables."""

from peelcli.render.colours import COLOURS, GROUND
from peelcli.render.shapes import rules
from peelcli.terms import Grade

_STYLE = """\
.peel { color-scheme: light dark;
%(day)s }
@media (prefers-color-scheme: dark) {
  .peel {
%(night)s }
%(pictures)s
}
body.peel { margin: 0 auto; padding: 1.5rem 1rem 3rem; max-width: 76rem; }
.peel { background: var(--page); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
.peel * { box-sizing: border-box; }
.peel .title { font-size: 1.5rem; line-height: 1.25; margin: 0 0 1rem; }
.peel .scroll { overflow-x: auto; margin: 0 0 1rem; }
.peel table { border-collapse: collapse; font-size: .9375rem; }
.peel caption { text-align: left; font-weight: 600; padding: .25rem 0 .5rem; }
.peel th, .peel td { padding: .35rem .6rem; border: 1px solid var(--rule); text-align: left;
  vertical-align: top; }
.peel thead th { vertical-align: bottom; border-bottom-width: 2px; }
.peel tbody th { font-weight: 400; }
.peel tr > :first-child { position: sticky; left: 0; background: var(--page); min-width: 7rem; }
.peel .hidden { position: absolute; width: 1px; height: 1px; overflow: hidden;
  clip-path: inset(50%%); }
.peel tr.main th, .peel tr.main td, .peel .stands-out { font-weight: 700; }
.peel .number { text-align: right; font-variant-numeric: tabular-nums; }
.peel td.number, .peel .mark { white-space: nowrap; }
.peel .absent, .peel .notes, .peel .legend, .peel footer, .peel dt { color: var(--quiet); }
.peel th button { font: inherit; color: inherit; background: none; border: 0; padding: 0;
  text-align: inherit; cursor: pointer; }
.peel th button::after { content: "\\a0\\2195"; color: var(--quiet); }
.peel th[aria-sort=ascending] button::after { content: "\\a0\\2191"; }
.peel th[aria-sort=descending] button::after { content: "\\a0\\2193"; }
.peel svg { display: block; }
%(grades)s
.peel .notes, .peel .legend, .peel section, .peel footer, .peel .sources { max-width: 46rem; }
.peel .legend { padding: 0; list-style: none; }
.peel .legend b { display: inline-block; min-width: 1.5em; color: var(--text); }
.peel .heading { font-size: 1rem; margin: 1.25rem 0 .25rem; }
.peel dl { margin: 0 0 1rem; display: grid; grid-template-columns: max-content 1fr; gap: 0 .75rem; }
.peel dd { margin: 0; }
.peel dd, .peel .sources, .peel .notes { overflow-wrap: anywhere; }
.peel footer { margin-top: 1.5rem; border-top: 1px solid var(--rule); font-size: .875rem; }
.peel a { color: inherit; }
.peel sup { vertical-align: baseline; }
.peel sup a { display: inline-block; min-width: 24px; line-height: 24px; text-align: center; }
@media (max-width: 30rem) { .peel dl { grid-template-columns: 1fr; } }
@media print {
  body.peel { padding: 0; max-width: none; font-size: 10pt; }
  .peel .scroll { overflow: visible; }
  .peel thead { display: table-header-group; }
  .peel tr { break-inside: avoid; }
  .peel td, .peel svg { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}"""

# A word processor knows no variables, and a sheet of paper no night.
ONE_PAGE = """\
@page { size: A4; margin: 9mm 11mm; }
body.peel { margin: 0 auto; padding: 1rem; max-width: 50rem; background: #ffffff; color: #1c1c1c;
  font: 10pt/1.35 Arial, sans-serif; }
.peel .title { font-size: 15pt; margin: 0 0 .3rem; }
.peel .heading { font-size: 10.5pt; margin: .5rem 0 .1rem; }
.peel .scroll { overflow-x: auto; }
.peel table { border-collapse: collapse; font-size: 9pt; }
.peel caption { text-align: left; font-weight: bold; padding: .3rem 0 .1rem; }
.peel th, .peel td { border: 1px solid #bbbbbb; padding: 1px 5px; text-align: left;
  vertical-align: top; }
.peel tbody th { font-weight: normal; }
.peel p, .peel ul, .peel ol, .peel dl { margin: .2rem 0; }
.peel dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 .6rem; }
.peel dt { color: #555555; } .peel dd { margin: 0; overflow-wrap: anywhere; }
.peel ul, .peel ol { padding-left: 1.2rem; }
.peel .notes, .peel footer, .peel .legend { color: #555555; font-size: 8.5pt; }
.peel .sources { font-size: 8pt; overflow-wrap: anywhere; }
.peel .hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; }
.peel a { color: inherit; }
.peel .stack span { display: inline-block; text-align: center; overflow: hidden; }
@media print {
  body.peel { padding: 0; max-width: none; font-size: 7.6pt; line-height: 1.22; }
  .peel table { font-size: 7.4pt; }
  .peel .notes, .peel footer, .peel .legend, .peel .sources { font-size: 6.6pt; }
  .peel .title { font-size: 12pt; } .peel .heading { font-size: 8.4pt; margin: .25rem 0 0; }
  .peel td, .peel .stack span { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}"""
# Turns the headings of a table into buttons that sort its rows; what has no grade stays last.
SORT = (
    f"const grades = {[grade.value for grade in Grade]};"
    """
for (const table of document.querySelectorAll("table.sortable")) {
  table.querySelectorAll("thead th").forEach((head, column) => {
    const button = document.createElement("button");
    button.append(...head.childNodes);
    head.append(button);
    button.onclick = () => {
      const up = head.getAttribute("aria-sort") !== "ascending";
      const value = row => {
        const cell = row.cells[column], names = [...cell.classList];
        const rank = grades.findIndex(grade => names.includes(grade));
        return rank >= 0 ? `${rank}` : names.includes("absent") ? "" : cell.textContent.trim();
      };
      const order = (one, other) => (value(one) === "") - (value(other) === "")
        || (up ? 1 : -1) * value(one).localeCompare(value(other), "en", {numeric: true});
      for (const other of table.querySelectorAll("th[aria-sort]"))
        other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      table.tBodies[0].append(...[...table.tBodies[0].rows].sort(order));
    };
  });
}"""
)


def style() -> str:
    """Return the style sheet of pages."""
    day = [f"  --{name}: {colour};" for name, (colour, _) in GROUND.items()]
    night = [f"  --{name}: {colour};" for name, (_, colour) in GROUND.items()]
    grades = []
    for grade, (back, text, dark_back, dark_text) in COLOURS.items():
        name = grade.value
        day.append(f"  --{name}: {back}; --{name}-text: {text};")
        night.append(f"  --{name}: {dark_back}; --{name}-text: {dark_text};")
        colours = f"background: var(--{name}); color: var(--{name}-text);"
        grades.append(f".peel tr > .{name} {{ {colours} }}")
    parts = {"day": "\n".join(day), "night": "\n".join(night), "grades": "\n".join(grades)}
    parts["pictures"] = rules(1)
    return _STYLE % parts
