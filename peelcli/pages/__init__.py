"""From saved pages to proposals of judgments."""

from collections.abc import Iterable
from pathlib import Path

from peelcli import finding
from peelcli.errors import UsageError
from peelcli.loading import load_dataset, shipped_dataset
from peelcli.loading.wordings import read_wordings
from peelcli.model import Dataset
from peelcli.pages.page import read_page
from peelcli.pages.proposals import Proposals, proposals_of
from peelcli.pages.scope import lexicon_of, scope_of
from peelcli.pages.text import page_text
from peelcli.text import inert


def read_pages(
    names: Iterable[str],
    dataset: Dataset,
    folder: Path | None = None,
    *,
    force: str | None = None,
    round_: str | None = None,
    pillar: str | None = None,
    source: str | None = None,
) -> Proposals:
    """Return what saved pages say, held against a dataset, whose folder may have wordings.

    The force, round and pillar are for pages that do not say. Raises UsageError for a page that
    can't be read, says otherwise, or does not say its round.
    """
    lexicon = lexicon_of(dataset, read_wordings(folder or shipped_dataset(), dataset))
    who = finding.find_force(dataset, force).id if force else None
    when = finding.find_round(dataset, round_).year if round_ else None
    pillars = finding.find_pillars(dataset, [pillar] if pillar else [])
    which = next(iter(pillars), None)
    found = []
    for name in names:
        text = page_text(name)
        try:
            address = source or name
            scope = scope_of(text, address, dataset, lexicon, force=who, year=when, pillar=which)
        except UsageError as error:
            raise UsageError(f"{name}: {error}") from error
        shown = inert(name.encode("utf-8", "backslashreplace").decode("utf-8"))
        found.append((read_page(text, shown, scope, dataset, lexicon), source))
    return proposals_of(found, dataset)


def read_folder(pages: Path, folder: Path) -> Proposals:
    """Return what the saved pages of a folder say, held against the dataset of another one.

    Raises UsageError where there is no such folder, or as `read_pages` does.
    """
    try:
        names = sorted(str(one) for one in pages.iterdir() if one.is_file() and one.name[0] != ".")
    except OSError as error:
        raise UsageError(f"{str(pages)!r} can't be read: {error.strerror}") from error
    return read_pages(names, load_dataset(folder), folder)
