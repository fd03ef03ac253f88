"""Writes what is known of a force's report as the canonical block at the head of its round."""

from collections.abc import Iterator, Mapping

from peelcli.keeper.layout.scalars import in_list, names_of, scalar
from peelcli.keeper.loading.judgment import REPORT
from peelcli.model import ForceReport, Round
from peelcli.terms import OFFICIAL_DAY


def report_lines(report: ForceReport, round_: Round, names: Mapping[str, str]) -> list[str]:
    """Return the lines of the block; `names` has the names that addresses go by."""
    return [
        f"  {REPORT}:",
        *(f"    {key}: {value}" for key, value in _facts(report, round_, names)),
    ]


def _facts(
    report: ForceReport, round_: Round, names: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    if report.address:
        yield "address", scalar(names[report.address])
    if report.published:
        is_own = report.published_basis == OFFICIAL_DAY
        facts = {"day": report.published, "basis": str(report.published_basis)}
        plain = report.published if is_own else None
        yield "published", _stated(facts, report.published_sources, names, plain)
    if report.areas_graded is not None:
        yield "areas-graded", str(report.areas_graded)
    if report.counts:
        facts = {grade.value: str(count) for grade, count in report.counts if count}
        if report.not_counted != round_.reported_separately:
            facts["not-counted"] = f"[{', '.join(map(scalar, report.not_counted))}]"
        yield "counts", _stated(facts, report.counts_sources, names)
    findings = (
        ("causes-of-concern", report.causes_of_concern),
        ("areas-for-improvement", report.areas_for_improvement),
    )
    for key, found in findings:
        if found is not None:
            facts = {"number": str(found.number)}
            if found.texts:
                facts["texts"] = f"[{', '.join(map(in_list, found.texts))}]"
            yield (
                key,
                _stated(facts, found.sources, names, None if found.texts else str(found.number)),
            )


def _stated(
    facts: Mapping[str, str],
    sources: tuple[str, ...],
    names: Mapping[str, str],
    plain: str | None = None,
) -> str:
    """Return facts with their sources; `plain` alone where the report itself states them."""
    if not sources and plain is not None:
        return plain
    inside = [f"{key}: {value}" for key, value in facts.items()]
    inside += [f"sources: {names_of(sources, names)}"] if sources else []
    return f"{{{', '.join(inside)}}}"
