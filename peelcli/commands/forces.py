"""`peel forces`: the forces."""

from peelcli.options import Data, Format, Json, Nations, Output, Regions


def command(
    region: Regions = None,
    nation: Nations = None,
    format_: Format = None,
    as_json: Json = False,
    output: Output = None,
    data: Data = None,
) -> None:
    """List the forces, with the names they are found by.

    \b
    Examples:
      peel forces --region south-east
      peel forces --format csv
    """
    from peelcli import names
    from peelcli.loading import load
    from peelcli.output import write_answer
    from peelcli.report.reference import forces_answer

    dataset = load(data)
    wanted = names.force_filter(dataset, None, region, nation)
    answer = forces_answer(tuple(filter(wanted.lets_force_through, dataset.forces.values())))
    write_answer(answer, format_, output, as_json=as_json)
