"""A small site on this machine, as an inspectorate's might be: reports, tables, and faults."""

from __future__ import annotations

import gzip
import random
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

from peelcli.model import Dataset, Round
from peelcli.terms import Grade


class Reply(NamedTuple):
    """What the site says at an address."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = {}
    breaks_off: int | None = None
    """After so many bytes it closes the connection."""
    then: Reply | None = None
    """What it says the next time, where that differs."""
    waits: float = 0.0
    """Seconds before the body."""


class Site:
    """The site while it runs."""

    def __init__(self) -> None:
        self.replies: dict[str, Reply] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.address = ""

    def page(self, path: str, text: str | bytes, **more: Any) -> str:
        """Put a page there, and return its address."""
        body = text.encode() if isinstance(text, str) else text
        headers = {"Content-Type": "text/html; charset=utf-8"} | more.pop("headers", {})
        self.replies[path] = Reply(body, headers=headers, **more)
        return f"{self.address}{path}"

    def times(self, path: str) -> int:
        """Return how often a path was asked for."""
        return sum(asked == path for asked, _ in self.asked)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, host: str, handler: type[BaseHTTPRequestHandler]) -> None:
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        super().__init__((host, 0), handler)


@contextmanager
def running_site(host: str = "127.0.0.1") -> Iterator[Site]:
    """Give a site that answers on this machine's own loopback."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            site.asked.append((self.path, dict(self.headers)))
            reply = site.replies.get(self.path, Reply(b"not here", 404))
            if reply.then is not None:
                site.replies[self.path] = reply.then
            self.answer(reply)

        def answer(self, reply: Reply) -> None:
            """Send what is asked for: the whole, the rest, or that it has not changed."""
            etag, body, status = reply.headers.get("ETag"), reply.body, reply.status
            if etag and self.headers.get("If-None-Match") == etag:
                body, status = b"", 304
            wanted = self.headers.get("Range", "")
            if etag and wanted and self.headers.get("If-Range") == etag:
                start = int(wanted.removeprefix("bytes=").removesuffix("-"))
                body, status = (body[start:], 206) if start < len(body) else (b"", 416)
            self.send_response(status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Date", formatdate(usegmt=True))
            self.end_headers()
            time.sleep(reply.waits)
            self.wfile.write(body[: reply.breaks_off])
            if reply.breaks_off is not None:
                self.wfile.flush()
                self.close_connection = True
                self.connection.close()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

        def handle(self) -> None:
            """Answer; a client that goes is no fault."""
            with suppress(OSError):
                super().handle()

        def finish(self) -> None:
            """End; the connection may be gone."""
            with suppress(OSError, ValueError):
                super().finish()

    server = _Server(host, Handler)
    shown = f"[{host}]" if ":" in host else host
    site.address = f"http://{shown}:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


Grades = Mapping[tuple[str, int, str | None, str | None], Grade]
"""By force, year, pillar and question."""


def drawn_grades(dataset: Dataset, numbers: random.Random, share: float = 0.9) -> Grades:
    """Return grades drawn at random for the questions that are graded."""
    return {
        (force, round_.year, question.pillar, question.id): numbers.choice(round_.scale)
        for round_ in dataset.rounds.values()
        for question in round_.questions
        for force in dataset.forces
        if question.graded and numbers.random() < share
    }


def report_page(dataset: Dataset, force: str, round_: Round, grades: Grades,
                numbers: random.Random) -> str:  # fmt: skip
    """Return a report in one of the layouts that reports have."""
    own = [
        (question, grades[force, round_.year, question.pillar, question.id])
        for question in round_.questions
        if (force, round_.year, question.pillar, question.id) in grades
    ]
    name = dataset.forces[force].name
    head = f"<title>{round_.label}: {name}</title><h1>{round_.label}: {name}</h1>"
    key = ", ".join(grade.label.lower() for grade in round_.scale)
    explained = f"<h2>What the grades mean</h2><p>The grades are {key}.</p><h2>Grades</h2>"
    around = f"<nav><a>Home</a></nav>{head}{explained}"
    layout = numbers.randrange(5)
    if layout == 0:
        rows = "".join(f"<tr><td><p>{q.title}</p></td><td>{g.label}</td></tr>" for q, g in own)
        body = f"<table><tr><th>Area</th><th>Grade</th></tr>{rows}</table>"
    elif layout == 1:
        body = "".join(
            f"<h2>{q.title}</h2><p>{g.label}</p><p>We saw much there.</p>" for q, g in own
        )
    elif layout == 2:
        body = "".join(
            f"<h2>{grade.label}</h2><ul>{items}</ul>"
            for grade in round_.scale
            if (items := "".join(f"<li>{q.title}</li>" for q, g in own if g is grade))
        )
    elif layout == 3:
        body = "".join(f"<p>{q.title}: {g.label.lower()}</p>" for q, g in own)
    else:
        body = "".join(
            f"<p>{name} is {g.label.lower()} at {(q.title or '').lower()}.</p>"
            if g is not Grade.REQUIRES_IMPROVEMENT
            else f"<p>{name} requires improvement at {(q.title or '').lower()}.</p>"
            for q, g in own
        )
    return f"<!doctype html><html><body>{around}<main>{body}</main></body></html>"


def table_page(dataset: Dataset, round_: Round, grades: Grades) -> str:
    """Return the table of all forces' grades of a round of pillars, with its key."""
    asked = [question for question in round_.questions if question.graded]
    numbers: dict[str | None, int] = {}
    heads, key = [], []
    for question in asked:
        pillar = (question.pillar or "").capitalize()
        if question.id is None:
            heads.append(pillar)
            continue
        numbers[question.pillar] = number = numbers.get(question.pillar, 0) + 1
        heads.append(f"{pillar} - Question {number}")
        key.append(f"<p>{pillar} - Question {number}: {question.title}</p>")
    rows = []
    for force in dataset.forces.values():
        found = [grades.get((force.id, round_.year, q.pillar, q.id)) for q in asked]
        cells = "".join(f"<td>{grade.label if grade else ''}</td>" for grade in found)
        rows.append(f"<tr><th>{force.name.replace('&', '&amp;')}</th>{cells}</tr>")
    head = "".join(f"<th>{text}</th>" for text in ("Force", *heads))
    table = f"<table><tr>{head}</tr>{''.join(rows)}</table>"
    return f"<!doctype html><html><body><h1>{round_.label}: all forces</h1>{''.join(key)}{table}"


def packed(text: str) -> bytes:
    """Return a text as a host packs it."""
    return gzip.compress(text.encode())
