"""The colours of pages and pictures, each by day and by night."""

from peelcli.terms import Grade

# Background and text of each grade, by day and by night: from blue to orange, which people who
# don't see red and green tell apart. Every pair has a contrast above 4.5 : 1.
COLOURS = {
    Grade.OUTSTANDING: ("#08519c", "#ffffff", "#9ccbf5", "#00213f"),
    Grade.GOOD: ("#b3d4ec", "#08263f", "#1f5f99", "#f2f8ff"),
    Grade.ADEQUATE: ("#eeeeee", "#222222", "#4a4d52", "#f4f4f4"),
    Grade.REQUIRES_IMPROVEMENT: ("#fdca94", "#4a2500", "#8a4b08", "#fff3e4"),
    Grade.INADEQUATE: ("#a63603", "#ffffff", "#ffb38a", "#3a1200"),
}
GROUND = {
    "page": ("#ffffff", "#16181c"),
    "text": ("#1c1c1c", "#e8e8e8"),
    "rule": ("#c9c9c9", "#474b52"),
    "quiet": ("#555555", "#a9adb5"),
}
"""What grades stand on."""
