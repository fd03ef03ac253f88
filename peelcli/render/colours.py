"""The colours of pages and pictures, each by day and by night."""

from peelcli.terms import Grade

# Background and text of each grade, by day and by night: one ramp that darkens from the best grade
# to the worst, so that grey print and people who see few colours tell five apart. Neighbours have a
# contrast above 1.25 : 1, letters above 4.5 : 1.
COLOURS = {
    Grade.OUTSTANDING: ("#d6ebf5", "#08263f", "#e6f3fa", "#0c2438"),
    Grade.GOOD: ("#8fbfdb", "#08263f", "#b2d0e2", "#0c2438"),
    Grade.ADEQUATE: ("#98909c", "#111111", "#a39ba6", "#111111"),
    Grade.REQUIRES_IMPROVEMENT: ("#a8500f", "#ffffff", "#c2702f", "#140800"),
    Grade.INADEQUATE: ("#5a1414", "#ffffff", "#a3392f", "#ffffff"),
}
GROUND = {
    "page": ("#ffffff", "#16181c"),
    "text": ("#1c1c1c", "#e8e8e8"),
    "rule": ("#c9c9c9", "#474b52"),
    "quiet": ("#555555", "#a9adb5"),
    "pale": ("#ececec", "#33363b"),
}
"""What grades stand on; `pale` is a grade that is not the one to be seen."""
