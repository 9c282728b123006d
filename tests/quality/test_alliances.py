"""Ties tell allies and rivals as well as floors.json says, from events alone."""

import json
from pathlib import Path

import alliances
import pytest

FOLDER = Path(__file__).parents[3] / "shared" / "data" / "alliances"
FLOORS = json.loads((Path(__file__).parent / "floors.json").read_text(encoding="utf-8"))["alliances"]


@pytest.mark.parametrize("year", sorted(FLOORS))
def test_ties_rank_allies_and_rivals(year: str) -> None:
    if not (FOLDER / "capitals.csv").is_file():
        pytest.skip(f"ALLIANCES NOT MEASURED: missing {FOLDER}")
    scores = alliances.compare(FOLDER, int(year)).scores
    floors = FLOORS[year]
    assert scores["alignment"].pact_auc >= floors["pact_auc"]
    assert scores["alignment"].pact_ap >= floors["pact_ap"]
    assert scores["hostility"].rival_ap >= floors["rival_ap"]
    assert scores["index"].sign_auc >= floors["sign_auc"]
    assert (
        scores["alignment"].pact_auc > scores["nearness of capitals"].pact_auc > scores["share of cooperation"].pact_auc
    )
