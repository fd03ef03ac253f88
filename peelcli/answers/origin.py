"""The line below an answer that leaves the tool: who made it, from which data, on which terms."""

from peelcli._version import __version__
from peelcli.answers.tables import Origin, Report
from peelcli.model import Dataset
from peelcli.text import counted, day_in_words

LICENCE = "Open Government Licence v3.0"
LICENCE_ADDRESS = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"


_TITLE = "peel: PEEL judgments of the police forces of England and Wales"


def citation(dataset: Dataset) -> str:
    """Return how to cite peel and a dataset, in words and as BibTeX, without a clock."""
    version = dataset.version or "without a version"
    day = dataset.version_day
    of_day = f" of {day_in_words(day)}" if day else ""
    dated = [f"  year = {{{day[:4]}}},", f"  month = {{{day[5:7]}}},"] if day else []
    return "\n".join(
        [
            f"The peelcli authors. {_TITLE}. Version {__version__}, dataset {version}{of_day}, "
            f"{counted(dataset.size, 'judgment')}. {LICENCE}.",
            "",
            "@misc{peel,",
            "  author = {{The peelcli authors}},",
            f"  title = {{{{{_TITLE}}}}},",
            *dated,
            f"  version = {{{__version__}}},",
            f"  note = {{Dataset {version}{of_day}. {LICENCE}}},",
            "}",
        ]
    )


def origin_of(dataset: Dataset, report: Report | None = None) -> Origin:
    """Return the line for a report from a dataset; the same dataset always gives the same."""
    is_page = report is not None and report.is_one_page
    by = f", by {report.prepared_by}" if report and report.prepared_by else ""
    size = counted(dataset.size + len(dataset.left_out), "judgment")
    version = f"dataset {dataset.version} of " if dataset.version else "a dataset of "
    day = f"{day_in_words(dataset.version_day)}, " if dataset.version_day else ""
    return Origin(
        f"{'Prepared from ' if is_page else ''}peel {__version__}, {version}{day}{size}{by}. "
        "Contains public sector information licensed under the ",
        LICENCE,
        LICENCE_ADDRESS,
    )
