"""From saved pages to proposals of judgments."""

from collections.abc import Iterable
from pathlib import Path
from warnings import warn

from peelcli import finding
from peelcli.errors import PeelWarning, UsageError
from peelcli.keeper.loading import load_dataset, shipped_dataset
from peelcli.keeper.loading.fields import what_is_wrong_with_address
from peelcli.keeper.loading.wordings import read_wordings
from peelcli.keeper.pages.page import read_page
from peelcli.keeper.pages.proposals import Proposals, proposals_of
from peelcli.keeper.pages.scope import lexicon_of, scope_of
from peelcli.keeper.pages.text import page_text
from peelcli.model import Dataset
from peelcli.text import inert, quoted


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

    The force, round and pillar are for pages that do not say. Warns of each page of several that
    can't be read, says otherwise, or does not say its round; raises UsageError where none is left.
    """
    lexicon = lexicon_of(dataset, read_wordings(folder or shipped_dataset(), dataset))
    names = [*names]
    if source is not None and len(names) > 1:
        raise UsageError("--source is the address of one page; read the pages one by one")
    wrong = what_is_wrong_with_address(source) if source is not None else None
    if source is not None and wrong:
        raise UsageError(f"--source {quoted(source)} {wrong}")
    who = finding.find_force(dataset, force).id if force else None
    when = finding.find_round(dataset, round_).year if round_ else None
    pillars = finding.find_pillars(dataset, [pillar] if pillar else [])
    which = next(iter(pillars), None)
    found, refused = [], []
    for name in names:
        where = ""
        try:
            text = page_text(name)
            where = f"{name}: "
            scope = scope_of(
                text,
                source or "",
                dataset,
                lexicon,
                force=who,
                year=when,
                pillar=which,
                file="" if name == "-" else Path(name).name,
            )
        except UsageError as error:
            refused.append(f"{where}{error}")
            continue
        found.append((read_page(text, _shown(name), scope, dataset, lexicon), source))
    if refused and not found:
        raise UsageError(refused[0])
    for said in refused:
        warn(PeelWarning(f"{said}; the page is left out"), stacklevel=2)
    return proposals_of(found, dataset)


def _shown(name: str) -> str:
    """Return a file's name as answers have it, never a formula."""
    shown = inert(name.encode("utf-8", "backslashreplace").decode("utf-8"))
    return f"./{shown}" if shown.startswith(("=", "+", "@", "-")) and name != "-" else shown


def read_folder(pages: Path, folder: Path) -> Proposals:
    """Return what the saved pages of a folder say, held against the dataset of another one.

    Raises UsageError where there is no such folder, or as `read_pages` does.
    """
    try:
        names = sorted(
            str(path) for path in pages.iterdir() if path.is_file() and path.name[0] != "."
        )
    except OSError as error:
        raise UsageError(f"{str(pages)!r} can't be read: {error.strerror}") from error
    return read_pages(names, load_dataset(folder), folder)
