"""`peel questions`: the questions of the rounds."""

from peelcli import options as opt


def command(
    round_: opt.RoundArguments = None,
    pillar: opt.Pillars = None,
    format_: opt.Format = None,
    as_json: opt.Json = False,
    output: opt.Output = None,
    fragment: opt.Fragment = False,
    data: opt.Data = None,
) -> None:
    """List the questions of the rounds, and the rounds that they compare with.

    \b
    Examples:
      peel questions 2018 --pillar legitimacy
      peel questions 2021 2023
    """
    from peelcli import load
    from peelcli.output import write_answer

    answer = load(data).questions(*round_ or (), pillar=pillar)
    write_answer(answer, format_, output, as_json=as_json, fragment=fragment)
