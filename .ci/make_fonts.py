"""Makes the font of PNG pictures: the letters that pictures need, of Liberation Sans, renamed.

    python .ci/make_fonts.py FOLDER      the folder has LiberationSans-Regular.ttf and -Bold.ttf

Its licence (SIL OFL 1.1) reserves the name of the whole font. Needs fontTools.
"""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

NAME = "Peel Sans"
LETTERS = [*range(0x20, 0x7F), *range(0xA0, 0x250), *range(0x1E80, 0x1E86), 0x1EF2, 0x1EF3,
           *range(0x2010, 0x2027), 0x2030, 0x20AC, 0x2190, 0x2191, 0x2192, 0x2193, 0x2248, 0x2260,
           0x25B2, 0x25BC]  # fmt: skip
TO = Path(__file__).parent.parent / "peelcli" / "render" / "fonts"


def main() -> None:
    """Write both weights."""
    for weight in ("Regular", "Bold"):
        font = TTFont(Path(sys.argv[1]) / f"LiberationSans-{weight}.ttf", recalcTimestamp=False)
        options = Options()
        options.layout_features, options.hinting, options.name_IDs = ["kern"], False, ["*"]
        subset = Subsetter(options)
        subset.populate(unicodes=LETTERS)
        subset.subset(font)
        for record in list(font["name"].names):
            names = {1: NAME, 2: weight, 3: f"{NAME} {weight}", 4: f"{NAME} {weight}",
                     6: f"PeelSans-{weight}", 10: "Letters of Liberation Sans 2.1.5."}  # fmt: skip
            if record.nameID in names:
                record.string = names[record.nameID]
            elif record.nameID not in (0, 5, 13, 14):
                font["name"].names.remove(record)
        font.save(TO / f"PeelSans-{weight}.ttf")


if __name__ == "__main__":
    main()
