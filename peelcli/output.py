"""Writes answers to standard output, or to a file, whole or not at all."""

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from peelcli.errors import ExitCode, OutputError, UsageError, is_reader_gone
from peelcli.report.answer import Answer


def write_answer(
    answer: Answer,
    named: str | None = None,
    path: Path | None = None,
    *,
    as_json: bool = False,
    fragment: bool = False,
) -> None:
    """Write an answer in the format asked for, to a file or else to standard output.

    `fragment` is HTML without the page around it. Raises UsageError where options contradict.
    """
    from peelcli.render import (
        BINARY,
        FOR_PEOPLE,
        HTML,
        PAPER,
        Screen,
        format_named,
        render,
        render_binary,
    )

    name = format_named(HTML if fragment and named is None else named, path, as_json=as_json)
    if fragment and name != HTML:
        raise UsageError(f"--fragment is HTML, and the options ask for {name}; leave one out")
    is_stdout = path is None or str(path) == "-"
    if name in BINARY:
        if path is None or is_stdout:
            raise UsageError(f"{name} is not text; name a file with -o FILE.{name}")
        data = render_binary(answer, name)
        with replacing(path) as staged:
            staged.write_bytes(data)
    elif is_stdout and name in FOR_PEOPLE:
        screen = Screen(_is_terminal(), is_unicode=_is_unicode())
        write_for_people(render(answer, name, screen))
    else:
        write_utf8(render(answer, name, PAPER._replace(is_fragment=fragment)), path)


def write_answers(
    answers: Mapping[str, Answer],
    named: str | None,
    folder: Path,
    *,
    as_json: bool = False,
    fragment: bool = False,
) -> None:
    """Write answers to files of a folder, each by its name, all or none of them.

    Without a format, HTML. Raises UsageError where options contradict, OutputError where the
    folder has other things in it or can't be written.
    """
    from peelcli.render import FORMATS, HTML, format_named

    name = format_named(named, None, as_json=as_json, otherwise=HTML)
    ending = FORMATS[name][0]
    with replacing_own_folder(folder, frozenset(f"{one}{ending}" for one in answers)) as staged:
        for one, answer in answers.items():
            path = staged / f"{one}{ending}"
            write_answer(answer, name, path, fragment=fragment)


def write_utf8(text: str, path: Path | None = None) -> None:
    """Write text for programs, in UTF-8 under any locale."""
    write_batches((text,), path)


def write_batches(texts: Iterable[str], path: Path | None = None) -> None:
    """Write text in UTF-8, batch by batch; a file is replaced once the text is whole."""
    if path is None or str(path) == "-":
        for text in texts:
            _write_to_stdout(text.encode("utf-8"))
    else:
        with replacing(path) as staged, staged.open("wb") as file:
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
        sys.stderr.write(inert(text))


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give the path of a file to write; it then replaces `path`, or is removed after an error.

    If `path` is a pipe or a device, the finished text is written into it. Raises OutputError if
    that fails; `path` is then unchanged.
    """
    from tempfile import TemporaryDirectory

    from peelcli.atomic import replacing_file

    try:
        if path.is_dir():
            raise OutputError(f"{str(path)!r} is a folder; name a file in it")
        if path.exists() and not path.is_file():
            with TemporaryDirectory() as folder:
                yield Path(folder) / "answer"
                path.write_bytes((Path(folder) / "answer").read_bytes())
        else:
            with replacing_file(path) as staged:
                yield staged
    except BrokenPipeError:
        sys.exit(ExitCode.READER_GONE)
    except OSError as error:
        raise _not_written(path, error) from error


@contextmanager
def replacing_own_folder(path: Path, names: frozenset[str]) -> Iterator[Path]:
    """Give the path of a new folder; it then replaces `path`, or is removed after an error.

    `names` are the files that may be in it, as paths in it. Raises OutputError if that can't be
    done, or if `path` is a file or a folder with other files; it is left unchanged.
    """
    from peelcli.atomic import replacing_folder

    try:
        if path.exists() and not (path.is_dir() and _holds_only(path, names)):
            raise OutputError(f"{str(path)!r} has other things in it; name another folder")
        with replacing_folder(path) as staged:
            yield staged
    except OSError as error:
        raise _not_written(path, error) from error


def _holds_only(folder: Path, names: frozenset[str]) -> bool:
    """Return whether a folder has nothing but files of these names, and the folders around them."""
    around = {str(one) for name in names for one in PurePosixPath(name).parents}
    return all(
        one.relative_to(folder).as_posix() in (around if _is_folder(one) else names)
        for one in folder.rglob("*")
    )


def _is_folder(path: Path) -> bool:
    # A link may lead anywhere.
    return path.is_dir() and not path.is_symlink()


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
    from peelcli.report.tables import Mark

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
