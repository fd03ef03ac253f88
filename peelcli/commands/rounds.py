"""`peel rounds`: the rounds."""

from peelcli import options as opt


def command(
    format_: opt.Format = None,
    as_json: opt.Json = False,
    output: opt.Output = None,
    data: opt.Data = None,
) -> None:
    """List the rounds, and what can be compared.

    \b
    Examples:
      peel rounds
      peel rounds --json
    """
    from peelcli.loading import load
    from peelcli.output import write_answer
    from peelcli.queries.reference import rounds
    from peelcli.report.reference import rounds_answer

    answer = rounds_answer(rounds(load(data)))
    write_answer(answer, format_, output, as_json=as_json)
