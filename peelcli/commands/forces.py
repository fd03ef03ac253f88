"""`peel forces`: the forces."""

from peelcli import options as opt


def command(
    region: opt.Regions = None,
    nation: opt.Nations = None,
    format_: opt.Format = None,
    as_json: opt.Json = False,
    output: opt.Output = None,
    fragment: opt.Fragment = False,
    data: opt.Data = None,
) -> None:
    """List the forces, with the names they are found by.

    \b
    Examples:
      peel forces --region south-east
      peel forces --format csv
    """
    from peelcli.filters import judgment_filter
    from peelcli.loading import load_dataset
    from peelcli.output import write_answer
    from peelcli.report.answer import Answer

    dataset = load_dataset(data)
    wanted = judgment_filter(dataset, regions=region, nations=nation)
    found = tuple(filter(wanted.lets_force_through, dataset.forces.values()))
    answer = Answer("forces", found, dataset)
    write_answer(answer, format_, output, as_json=as_json, fragment=fragment)
