"""Prints what CHANGELOG.md says of a version, for its release.

    python .ci/release_notes.py v0.2.0

Fails where the tag is not the version of the package, or CHANGELOG.md does not have it.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def version() -> str:
    """Return the version of the package."""
    text = (ROOT / "peelcli" / "_version.py").read_text("utf-8")
    return text.split('__version__ = "')[1].split('"')[0]


def notes_of(wanted: str, changelog: str) -> str | None:
    """Return the section of a version, without its heading; None where it is not there."""
    sections = re.split(r"^## ", changelog, flags=re.MULTILINE)
    for section in sections[1:]:
        heading, _, text = section.partition("\n")
        if heading.split()[0] == wanted:
            return text.strip() + "\n"
    return None


def main() -> None:
    """Print the notes of the version that a tag names."""
    wanted = sys.argv[1].removeprefix("v")
    if wanted != version():
        sys.exit(f"the tag is for {wanted}, and peelcli/_version.py says {version()}")
    notes = notes_of(wanted, (ROOT / "CHANGELOG.md").read_text("utf-8"))
    if notes is None:
        sys.exit(f"CHANGELOG.md has no section {wanted}")
    print(notes, end="")


if __name__ == "__main__":
    main()
