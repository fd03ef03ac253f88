"""`peel rounds`: the rounds."""

from peelcli import options as opt


def command(
    format_: opt.Format = None,
    as_json: opt.Json = False,
    output: opt.Output = None,
    fragment: opt.Fragment = False,
    data: opt.Data = None,
) -> None:
    """List the rounds, and whether each can be compared with the one before.

    \b
    Examples:
      peel rounds
      peel rounds --json
    """
    from peelcli import load
    from peelcli.output import write_answer

    answer = load(data).list_rounds()
    write_answer(answer, format_, output, as_json=as_json, fragment=fragment)
