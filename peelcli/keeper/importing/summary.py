"""The messages of `peel import`."""

from peelcli.keeper.importing.merge import Import
from peelcli.text import counted


def import_diff(plan: Import) -> str:
    """Return the changes as a unified diff of the files."""
    from difflib import unified_diff

    lines: list[str] = []
    for change in plan.changes:
        old = change.before.splitlines(keepends=True)
        new = change.after.splitlines(keepends=True)
        path = str(plan.into / "judgments" / change.name)
        lines += unified_diff(old, new, path if change.before else "/dev/null", path)
    return "".join(lines)


def import_summary(plan: Import, *, dry_run: bool) -> str:
    """Return the effect of an import in a line."""
    would = "would be " if dry_run else ""
    blank = f"{counted(plan.blank, 'row')} without a grade left out; " if plan.blank else ""
    return (
        f"{blank}{counted(plan.added, 'judgment')} {would}added, {plan.replaced:,} replaced, "
        f"{plan.unchanged:,} there already; {counted(len(plan.changes), 'file')} {would}written"
    )
