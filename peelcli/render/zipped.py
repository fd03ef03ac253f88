"""Zip files without a clock: the same answer has the same bytes."""

import io
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

NO_CLOCK = datetime(1980, 1, 1)
_CORE = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def zip_of(files: Mapping[str, bytes], day: datetime = NO_CLOCK) -> bytes:
    """Return an archive of files that has one day for all of them."""
    target = io.BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, data in files.items():
            entry = ZipInfo(name, day.timetuple()[:6])
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, data)
    return target.getvalue()


def saved(document: Any, day: str | None = None) -> bytes:  # noqa: ANN401 - of openpyxl or python-docx
    """Return a document as it is saved, with one day for all its entries: the dataset's.

    Raises OSError where there is no room for temporary files, or the clock is before 1980, which
    a zip file can't hold.
    """
    buffer = io.BytesIO()
    try:
        document.save(buffer)
    except OSError:
        raise
    except Exception as error:
        # lxml has errors of its own for a full disk, and zipfile for an old clock.
        raise OSError(f"the file could not be made: {error}") from error
    with ZipFile(buffer) as old:
        files = {name: old.read(name) for name in old.namelist()}
    core = "docProps/core.xml"
    when = datetime.fromisoformat(day) if day else NO_CLOCK
    stamp = when.strftime("%Y-%m-%dT00:00:00Z").encode("ascii")
    return zip_of(files | {core: _CORE.sub(rb"\g<1>" + stamp, files[core])}, when)
