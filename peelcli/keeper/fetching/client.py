"""Asks the network for pages, politely: one at a time, with pauses, as robots.txt allows."""

import os
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

from peelcli import __version__
from peelcli.errors import PeelError
from peelcli.extras import extra
from peelcli.keeper.pages.text import MOST_BYTES
from peelcli.text import WEB

PAUSE = 1.0
"""Seconds between two requests to a host."""
CONTACT = "PEEL_CONTACT"
"""The setting that says to whom a host may complain."""
_MOST_REDIRECTS = 10
_PATIENCE = 120
"""How many seconds a host may ask to wait."""
_TIMEOUTS = (10, 30)
"""Seconds to connect, and without a byte."""
_LONGEST = 300.0
"""Seconds for one page."""
_PIECE = 1 << 14
_RETRIES = 3
_PASSING = (429, 500, 502, 503, 504)
_READABLE = re.compile(r"text/|application/(?:pdf|xhtml|vnd\.openxmlformats|octet-stream)")
_OK, _PART, _SAME, _NOT_SO_LONG = 200, 206, 304, 416
_FORBIDDEN = range(400, 500)


class FetchError(PeelError):
    """A page that could not be fetched, with the reason in a few words."""


class Came(NamedTuple):
    """What came of a request."""

    status: int
    """200, or 304 where the page is as it was."""
    address: str
    """The one that answered."""
    type: str
    etag: str
    last_modified: str


class Known(NamedTuple):
    """What is known of a page that came before."""

    etag: str = ""
    last_modified: str = ""


class Client:
    """Asks hosts for pages."""

    def __init__(self, pause: float = PAUSE, sleep: Callable[[float], None] = time.sleep) -> None:
        """Take the seconds between two requests. Raises UsageError without the extra `read`."""
        requests = extra("requests", "fetching pages", "read")
        self._robots_of = extra("protego", "fetching pages", "read").Protego.parse
        self._errors = requests.exceptions
        self._pause, self._sleep = pause, sleep
        self._last: dict[str, float] = {}
        self._pauses: dict[str, float] = {}
        """Seconds between requests to each host whose robots.txt was read."""
        self._robots: dict[str, Any] = {}
        self._session = requests.Session()
        self._session.headers["User-Agent"] = self._agent = agent()
        adapter = extra("requests.adapters", "fetching pages", "read").HTTPAdapter
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, adapter(max_retries=_patience(pause)))

    def get(self, address: str, part: Path, known: Known) -> Came:
        """Write a page to a file, unless it is as it was, and return what came.

        Where the file has a page that broke off, this goes on behind it, if the host still has the
        same. Raises FetchError; the file then has what came, and a note beside it says of what.
        """
        note = part.with_name(f"{part.name}.from")
        start = part.stat().st_size if part.exists() and note.exists() else 0
        headers = _conditions(known)
        if start:
            headers = {"Range": f"bytes={start}-", "If-Range": note.read_text("utf-8")}
        response = self._asked(address, headers)
        with response:
            status = response.status_code
            if status == _NOT_SO_LONG and start:
                part.unlink()
                return self.get(address, part, known)
            if status == _SAME:
                return Came(_SAME, response.url, "", known.etag, known.last_modified)
            if status not in (_OK, _PART):
                raise FetchError(f"{status} {response.reason}".strip())
            type_ = response.headers.get("Content-Type", "")
            if type_ and not _READABLE.match(type_.casefold()):
                raise FetchError(f"is {type_.partition(';')[0]}, which peel does not read")
            headers = response.headers
            etag, changed = headers.get("ETag", ""), headers.get("Last-Modified", "")
            is_packed = "Content-Encoding" in headers
            # A weak tag may be that of another text.
            same = changed if etag.startswith("W/") else etag or changed
            note.unlink(missing_ok=True)
            if same and not is_packed:
                note.write_text(same, "utf-8")
            self._save(response, part, start if status == _PART else 0)
            note.unlink(missing_ok=True)
            return Came(_OK, response.url, type_, etag, changed)

    def _save(self, response: Any, part: Path, start: int) -> None:  # noqa: ANN401 - of requests
        """Write what comes behind what is there."""
        count, began = start, time.monotonic()
        too_much = f"has more than {MOST_BYTES:,} bytes"
        with part.open("r+b" if start else "wb") as file:
            file.seek(start)
            file.truncate()
            try:
                for piece in response.iter_content(_PIECE):
                    count += len(piece)
                    if count > MOST_BYTES:
                        file.truncate(0)
                        raise FetchError(too_much)
                    file.write(piece)
                    if time.monotonic() - began > _LONGEST:
                        raise FetchError(f"took more than {_LONGEST:.0f} seconds")
            except self._errors.RequestException as error:
                raise FetchError(f"broke off: {_short(error)}") from error

    def _asked(self, address: str, headers: dict[str, str]) -> Any:  # noqa: ANN401 - of requests
        """Return the answer to a request, redirects followed as each host's robots.txt allows."""
        seen = [address]
        while True:
            self._require_allowed(seen[-1])
            response = self._request(seen[-1], headers)
            if not response.is_redirect:
                return response
            response.close()
            address = urljoin(seen[-1], response.headers["Location"])
            if not address.startswith(WEB):
                raise FetchError(f"leads to {address[:60]}, which is no web page")
            if address in seen:
                raise FetchError("redirects in a circle")
            if len(seen) > _MOST_REDIRECTS:
                raise FetchError(f"redirects more than {_MOST_REDIRECTS} times")
            seen.append(address)

    def _request(self, address: str, headers: dict[str, str], *, follows: bool = False) -> Any:  # noqa: ANN401 - of requests
        """Return the answer to one request, after a pause; `follows` redirects."""
        host = urlsplit(address).netloc
        if host in self._last:
            pause = self._pauses.get(host, self._pause)
            self._sleep(max(self._last[host] + pause - time.monotonic(), 0))
        try:
            return self._session.get(
                address, headers=headers, stream=True, timeout=_TIMEOUTS, allow_redirects=follows
            )
        except (self._errors.RequestException, ValueError) as error:
            raise FetchError(_short(error)) from error
        finally:
            self._last[host] = time.monotonic()

    def _require_allowed(self, address: str) -> None:
        """Raise FetchError where the host's robots.txt forbids an address (RFC 9309)."""
        scheme, host, *_ = urlsplit(address)
        if host not in self._robots:
            self._robots[host] = self._read_robots(f"{scheme}://{host}/robots.txt")
        rules = self._robots[host]
        if isinstance(rules, str):
            raise FetchError(f"the robots.txt of {host} can't be read ({rules})")
        if rules is not None and not rules.can_fetch(address, self._agent):
            raise FetchError(f"the robots.txt of {host} forbids it")

    def _read_robots(self, address: str) -> Any:  # noqa: ANN401 - of protego
        """Return a host's rules, None where it has none, or why they can't be read."""
        try:
            with self._request(address, {}, follows=True) as response:
                if response.status_code in _FORBIDDEN:
                    return None
                if response.status_code != _OK:
                    return f"{response.status_code} {response.reason}".strip()
                text = next(response.iter_content(32 * _PIECE), b"").decode("utf-8", "replace")
        except (FetchError, self._errors.RequestException) as error:
            return str(error)
        rules = self._robots_of(text)
        delay = rules.crawl_delay(self._agent)
        host = urlsplit(address).netloc
        self._pauses[host] = max(self._pause, min(delay or 0.0, _PATIENCE))
        return rules


def agent() -> str:
    """Return the name that hosts are told, with whom they may complain to."""
    contact = os.environ.get(CONTACT, "").strip()
    whom = f"contact: {contact}" if contact.isprintable() and contact else "no contact was set"
    return f"peelcli/{__version__} (reads the grades of police inspections; {whom})"


def _conditions(known: Known) -> dict[str, str]:
    """Return the headers that ask only for what changed."""
    headers = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in headers.items() if value}


def _patience(pause: float) -> Any:  # noqa: ANN401 - of urllib3
    """Return how to try again: what passes, and as late as the host asks."""
    retry = extra("urllib3.util.retry", "fetching pages", "read").Retry

    class Patience(retry):  # type: ignore[misc, valid-type]
        """Tries again, unless the host asks to wait for very long."""

        def get_retry_after(self, response: Any) -> float | None:  # noqa: ANN401 - of urllib3
            seconds: float | None = super().get_retry_after(response)
            if seconds is not None and seconds > _PATIENCE:
                raise FetchError(f"{response.status}: asks to wait {seconds:.0f} seconds")
            return seconds

    return Patience(
        total=_RETRIES, redirect=False, status_forcelist=_PASSING, allowed_methods={"GET"},
        backoff_factor=pause, raise_on_status=False,
    )  # fmt: skip


def _short(error: Exception) -> str:
    """Return what an error of the network says, in a few words."""
    text = str(getattr(error.args[0], "reason", error) if error.args else error)
    for sign, words in (
        ("CERTIFICATE_VERIFY_FAILED", "its certificate is not valid"),
        ("Name or service not known", "there is no such host, or no network"),
        ("NameResolutionError", "there is no such host, or no network"),
        ("Failed to resolve", "there is no such host, or no network"),
        ("refused", "the host refused the connection"),
        ("timed out", "the host did not answer in time"),
        ("IncompleteRead", "the page is not whole"),
        ("Connection aborted", "the host closed the connection"),
    ):
        if sign in text:
            return words
    return " ".join(text.split())[:120] or type(error).__name__
