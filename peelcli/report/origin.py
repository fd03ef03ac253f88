"""The line below an answer that leaves the tool: who made it, from which data, on which terms."""

from peelcli._version import __version__
from peelcli.model import Dataset
from peelcli.report.tables import Origin
from peelcli.text import counted, day_in_words

LICENCE = "Open Government Licence v3.0"
LICENCE_ADDRESS = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"


def origin_of(dataset: Dataset) -> Origin:
    """Return the line for an answer from a dataset; the same dataset always gives the same."""
    size = counted(dataset.size + len(dataset.left_out), "judgment")
    version = f"dataset {dataset.version} of " if dataset.version else "a dataset of "
    day = f"{day_in_words(dataset.version_day)}, " if dataset.version_day else ""
    return Origin(
        f"peel {__version__}, {version}{day}{size}. "
        "Contains public sector information licensed under the ",
        LICENCE,
        LICENCE_ADDRESS,
    )
