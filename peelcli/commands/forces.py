"""`peel forces`: the forces."""

from peelcli import options as opt


def command(
    region: opt.Regions = None,
    nation: opt.Nations = None,
    group: opt.Groups = None,
    format_: opt.Format = None,
    as_json: opt.Json = False,
    output: opt.Output = None,
    fragment: opt.Fragment = False,
    groups: opt.GroupsFile = None,
    data: opt.Data = None,
) -> None:
    """List the forces, with the names they are found by.

    \b
    Examples:
      peel forces --region south-east
      peel forces --format csv
    """
    from peelcli import load
    from peelcli.output import write_answer

    answer = load(data, groups).list_forces(region=region, nation=nation, group=group)
    write_answer(answer, format_, output, as_json=as_json, fragment=fragment)
