"""A path leads over cooperation, the strongest there is."""

from collections.abc import Callable

from graph import find_acts, find_path, find_ties
from ontology import Event, read_report

Code = Callable[..., Event]


def test_the_path_takes_strong_ties_and_no_quarrels(code: Code) -> None:
    def many(a: str, act: str, b: str, number: int) -> list[Event]:
        return [code(a, act, b, article=f"{a}{b}{n}", day=f"2024-06-{n + 1:02}") for n in range(number)]

    events = many("NOR", "AID", "SWE", 9) + many("SWE", "AID", "FIN", 9) + many("NOR", "AID", "DNK", 1)
    events += many("DNK", "AID", "FIN", 1) + many("NOR", "ASSAULT", "FIN", 20) + many("BRA", "AID", "ARG", 3)
    ties = find_ties(find_acts(map(read_report, events)))
    assert [(tie.actor, tie.target) for tie in find_path(ties, "NOR", "FIN")] == [("NOR", "SWE"), ("FIN", "SWE")]
    assert find_path(ties, "NOR", "BRA") == []
    assert find_path(ties, "NOR", "NOBODY") == []
