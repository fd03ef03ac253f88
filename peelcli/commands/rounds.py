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
    from peelcli.loading import load_dataset
    from peelcli.output import write_answer
    from peelcli.queries.rounds import rounds
    from peelcli.report.answer import Answer

    dataset = load_dataset(data)
    found = rounds(dataset)
    answer = Answer("rounds", found, dataset)
    write_answer(answer, format_, output, as_json=as_json, fragment=fragment)
