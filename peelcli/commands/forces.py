"""`peel forces`: the forces."""

from peelcli import options as opt


def command(
    region: opt.Regions = None,
    nation: opt.Nations = None,
    format_: opt.Format = None,
    as_json: opt.Json = False,
    output: opt.Output = None,
    data: opt.Data = None,
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
