"""`peel show`: one force's grades in every round."""

from peelcli.options import (
    AsOf,
    Data,
    Details,
    ForceArgument,
    Format,
    Json,
    Output,
    Pillars,
    Questions,
    Years,
)


def command(
    force: ForceArgument,
    year: Years = None,
    pillar: Pillars = None,
    questions: Questions = False,
    details: Details = False,
    as_of: AsOf = None,
    format_: Format = None,
    as_json: Json = False,
    output: Output = None,
    data: Data = None,
) -> None:
    """Show one force's grades in every round.

    \b
    Examples:
      peel show derbyshire --questions
      peel show gmp --year 2017 --details
    """
    from peelcli import names
    from peelcli.loading import load
    from peelcli.output import write_answer
    from peelcli.queries.as_of import as_of as stood
    from peelcli.queries.select import Filter
    from peelcli.queries.show import show
    from peelcli.report.show import show_answer

    dataset = load(data)
    found = names.find_force(dataset, force)
    years = names.find_years(dataset, year)
    pillars = names.find_pillars(dataset, pillar)
    wanted = Filter(forces=(found.id,), years=years, pillars=pillars)
    dataset, standing = stood(dataset, names.find_day(as_of), wanted)
    level = names.level_named(questions=questions)
    grades = show(dataset, found, years=years, pillars=pillars, level=level)
    answer = show_answer(grades, standing, details=details)
    write_answer(answer, format_, output, as_json=as_json)
