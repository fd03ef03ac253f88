"""Writes answers to standard output, or to a file, whole or not at all."""

import io
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from peelcli.answers.answer import Answer
from peelcli.errors import ExitCode, OutputError, UsageError, is_reader_gone

if TYPE_CHECKING:
    from peelcli.render.look import Look

_STREAMS = {"/dev/stdout": 1, "/dev/stderr": 2}
_NUMBERED = r"/(?:dev|proc/self)/fd/(\d{1,6})"
_STDOUT = ("-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1")


def is_stdout(path: Path | None) -> bool:
    """Return whether an answer goes to standard output: without a path, or by a name of it."""
    return path is None or str(path) in _STDOUT


def write_answer(
    answer: Answer,
    named: str | None = None,
    path: Path | None = None,
    *,
    as_json: bool = False,
    fragment: bool = False,
    formats: Mapping[str, tuple[str, ...]] | None = None,
    look: "Look | None" = None,
) -> None:
    """Write an answer in the format asked for, to a file or else to standard output.

    `fragment` is HTML without the page around it; `formats` are those to choose from, if not
    those of the answer; `look` is that of a picture. Raises UsageError where options contradict.
    """
    from peelcli.render import (
        BINARY,
        FOR_PEOPLE,
        HTML,
        PAPER,
        PICTURES,
        Screen,
        format_named,
        formats_of,
        render,
        render_binary,
    )
    from peelcli.render.look import AS_IT_IS

    formats = formats_of(answer.name) if formats is None else formats
    named = HTML if fragment and named is None else named
    name = format_named(named, path, as_json=as_json, formats=formats)
    if fragment and name != HTML:
        raise UsageError(f"--fragment is HTML, and the options ask for {name}; leave one out")
    if look is not None and name not in PICTURES:
        is_of_colours = look == AS_IT_IS._replace(theme=look.theme)
        if not (name == HTML and is_of_colours):
            raise UsageError(
                "--title, --subtitle, --width, --theme and --highlight are of pictures; name a "
                "file with -o FILE.svg or FILE.png"
            )
    look = look or AS_IT_IS
    if name in BINARY:
        if path is None or str(path) == "-":
            raise UsageError(f"{name} is not text; name a file with -o FILE.{name}")
        data = render_binary(answer, name, look)
        with replacing(path) as file:
            file.write(data)
    elif is_stdout(path) and name in FOR_PEOPLE:
        screen = Screen(_is_terminal(), is_unicode=_is_unicode())
        write_for_people(render(answer, name, screen))
    else:
        write_utf8(render(answer, name, PAPER._replace(is_fragment=fragment, look=look)), path)


def write_answers(
    answers: Mapping[str, Answer],
    named: str | None,
    folder: Path,
    *,
    as_json: bool = False,
    fragment: bool = False,
    look: "Look | None" = None,
) -> None:
    """Write answers to files of a folder, each by its name, all or none of them.

    Without a format, HTML. Raises UsageError where options contradict, OutputError where the
    folder has other things in it or can't be written.
    """
    from peelcli.render import FORMATS, HTML, format_named, formats_of

    formats = formats_of(next((answer.name for answer in answers.values()), ""))
    name = format_named(named, None, as_json=as_json, formats=formats, otherwise=HTML)
    ending = FORMATS[name][0]
    with replacing_own_folder(folder) as staged:
        for text, answer in answers.items():
            path = staged / f"{text}{ending}"
            write_answer(answer, name, path, fragment=fragment, look=look)


def write_utf8(text: str, path: Path | None = None) -> None:
    """Write text for programs, in UTF-8 under any locale."""
    write_batches((text,), path)


def write_batches(texts: Iterable[str], path: Path | None = None) -> None:
    """Write text in UTF-8, batch by batch; a file is replaced once the text is whole."""
    if path is None or is_stdout(path):
        for text in texts:
            _write_to_stdout(text.encode("utf-8"))
    else:
        with replacing(path) as file:
            file.writelines(text.encode("utf-8") for text in texts)


def write_for_people(text: str) -> None:
    """Write text in the terminal's encoding; other characters become question marks."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    _write_to_stdout(text.encode(encoding, errors="replace"))


def say(text: str) -> None:
    """Write a line of talk to standard error."""
    complain(f"peel: {text}\n")


def complain(text: str) -> None:
    """Write lines to standard error, with terminal control characters escaped."""
    from peelcli.text import inert

    if sys.stderr is not None:
        # Where nobody can be told, the exit code tells.
        with suppress(OSError):
            sys.stderr.write(inert(text))


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Give a file to write; it then replaces `path`, or is removed after an error.

    If `path` is a pipe, a device or a stream that is open, as the file is to which the shell
    sends standard output, what is written goes into it at the end. Raises OutputError if that
    fails; `path` is then unchanged.
    """
    from peelcli.atomic import replacing_file

    try:
        if path.is_dir():
            raise OutputError(f"{str(path)!r} is a folder; name a file in it")
        stream = _stream_at(path)
        if stream is not None or (path.exists() and not path.is_file()):
            whole = io.BytesIO()
            yield whole
            _write_into(path if stream is None else os.dup(stream), whole.getvalue())
        else:
            with replacing_file(path) as file:
                yield file
    except BrokenPipeError:
        sys.exit(ExitCode.READER_GONE)
    except OSError as error:
        raise _not_written(path, error) from error


def _stream_at(path: Path) -> int | None:
    """Return the number of the open stream that a path means, or None."""
    numbered = re.fullmatch(_NUMBERED, str(path))
    if numbered:
        return int(numbered[1])
    if str(path) in _STREAMS:
        return _STREAMS[str(path)]
    for number in (1, 2):
        with suppress(OSError):
            if os.path.samestat(os.fstat(number), path.stat()):
                return number
    return None


def _write_into(target: Path | int, data: bytes) -> None:
    """Write into what is there, behind what the shell or this process has written."""
    if sys.stdout is not None and not sys.stdout.closed:
        sys.stdout.flush()
    with open(target, "wb", buffering=0) as file:  # noqa: PTH123 - a number, too
        rest = memoryview(data)
        while rest:
            rest = rest[file.write(rest) :]


@contextmanager
def replacing_own_folder(path: Path) -> Iterator[Path]:
    """Give the path of a new folder; it then replaces `path`, or is removed after an error.

    Raises OutputError if that can't be done, or if `path` is a file or a folder that has something
    which peel did not write, or not so; it is left unchanged.
    """
    from peelcli.atomic import replacing_folder
    from peelcli.own_folder import not_own, write_list

    try:
        if path.exists():
            other = not_own(path) if path.is_dir() else "a file in its place"
            if other is not None:
                raise OutputError(f"{str(path)!r} has {other}; name another folder")
        with replacing_folder(path) as staged:
            yield staged
            write_list(staged)
    except OSError as error:
        raise _not_written(path, error) from error


def _not_written(path: Path, error: OSError) -> OutputError:
    return OutputError(f"{str(path)!r} could not be written: {error.strerror or error}")


def _is_terminal() -> bool:
    found = sys.stdout is not None and not sys.stdout.closed and sys.stdout.isatty()
    if found and sys.platform == "win32":
        # A console of Windows shows colours when it is told to. Typer requires colorama there.
        import colorama

        colorama.just_fix_windows_console()
    return found


def _is_unicode() -> bool:
    from peelcli.answers.tables import Mark

    try:
        "".join(mark.symbol for mark in Mark).encode(
            getattr(sys.stdout, "encoding", None) or "ascii"
        )
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _write_to_stdout(data: bytes) -> None:
    if sys.stdout is None or sys.stdout.closed:
        raise OutputError("standard output is closed; there is nowhere to write the answer")
    if not hasattr(sys.stdout, "buffer"):  # a notebook's, or a test's
        sys.stdout.write(data.decode("utf-8", errors="replace"))
        return
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except OSError as error:
        if not is_reader_gone(error):
            raise OutputError(f"the answer could not be written: {error.strerror}") from error
        # As in `peel ... | head -1`: exit without a message, and with nothing left to flush.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(ExitCode.READER_GONE)
