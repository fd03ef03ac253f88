"""What the shell offers on Tab. A dataset that can't be read offers nothing, silently."""

from collections.abc import Callable, Iterable

from peelcli.errors import PeelError


def _offered(
    incomplete: str, known: Callable[[], Iterable[tuple[str, str]]]
) -> list[tuple[str, str]]:
    try:
        return [one for one in known() if one[0].startswith(incomplete.casefold())]
    except PeelError:
        return []


def complete_force(incomplete: str) -> list[tuple[str, str]]:
    """Return the ids of forces, with their names."""
    from peelcli.load import load

    return _offered(incomplete, lambda: [(f.id, f.name) for f in load().forces.values()])


def complete_round(incomplete: str) -> list[tuple[str, str]]:
    """Return the rounds' years, with their labels."""
    from peelcli.load import load

    return _offered(incomplete, lambda: [(str(r.year), r.label) for r in load().rounds.values()])


def complete_pillar(incomplete: str) -> list[tuple[str, str]]:
    """Return the pillars."""
    from peelcli.load import load

    return _offered(
        incomplete,
        lambda: dict.fromkeys((p, "") for r in load().rounds.values() for p in r.pillars),
    )


def complete_region(incomplete: str) -> list[tuple[str, str]]:
    """Return the regions, in the spelling that is typed without quotes."""
    from peelcli.load import load

    return _offered(
        incomplete,
        lambda: dict.fromkeys(
            (f.region.casefold().replace(" ", "-"), f.region) for f in load().forces.values()
        ),
    )


def complete_kind(incomplete: str) -> list[tuple[str, str]]:
    """Return the kinds of rows of a diff."""
    from peelcli.queries.change import Kind

    return _offered(incomplete, lambda: [(kind.value, "") for kind in Kind])
