"""The common tasks, one session each: `nox -l` lists them, `nox -s lint` runs one.

They run in the environment at hand, which `pip install -e '.[dev]'` made.
"""

import nox

nox.options.default_venv_backend = "none"
nox.options.sessions = ["lint", "tests"]


@nox.session
def tests(session: nox.Session) -> None:
    """Run all tests, or those named after `--`."""
    session.run("pytest", *(session.posargs or ("-n", "auto")))


@nox.session
def coverage(session: nox.Session) -> None:
    """Run the quick tests, and fail if a branch is not tested."""
    report = "--cov-report=term-missing:skip-covered"
    session.run("pytest", "-n", "auto", "-m", "not slow", "--cov", report)


@nox.session
def lint(session: nox.Session) -> None:
    """Check style, layout, imports and types."""
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("lint-imports")
    session.run("mypy")


@nox.session
def fix(session: nox.Session) -> None:
    """Mend what ruff can mend, and lay the code out."""
    session.run("ruff", "check", "--fix", ".")
    session.run("ruff", "format", ".")


@nox.session
def data(session: nox.Session) -> None:
    """Check the dataset, and its layout."""
    session.run("peel", "check", "--strict", "data")


@nox.session
def examples(session: nox.Session) -> None:
    """Renew the examples, tables and pictures in the documentation."""
    session.run("python", ".ci/refresh_examples.py")


@nox.session
def pages(session: nox.Session) -> None:
    """Check pages and pictures with axe-core, in Chromium, with npm."""
    session.run("bash", ".ci/check_pages", external=True)


@nox.session
def workflows(session: nox.Session) -> None:
    """Check the workflows with actionlint."""
    session.run("bash", ".ci/check_workflows", external=True)


@nox.session
def bench(session: nox.Session) -> None:
    """Measure run times, and write benchmarks/RESULTS.md."""
    session.run("python", "benchmarks/run.py", *session.posargs)


@nox.session
def fuzz(session: nox.Session) -> None:
    """Try 10,000 of each kind of broken input, or as many as are named after `--`."""
    times = session.posargs or ["10000"]
    for what in ("datasets", "commands", "pages", "rows", "pictures"):
        session.run("python", "tests/fuzz.py", what, *times)


@nox.session
def mutants(session: nox.Session) -> None:
    """Find code that no test holds; needs `pip install -e '.[mutation]'`."""
    session.run("mutmut", "run", *session.posargs)


@nox.session
def everything(session: nox.Session) -> None:
    """Do what a newcomer does, in a fresh environment, then every check."""
    session.run("bash", ".ci/run", external=True)
