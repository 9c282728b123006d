import pytest

from ontology import load_vocabulary
from ontology.codes import cameo_actor


@pytest.mark.parametrize(
    ("actor", "role", "code"),
    [
        ("USA", "GOV", "USAGOV"), ("RUS", "MIL", "RUSMIL"), ("KOR", "SPY", "KORSPY"), ("IDN", None, "IDN"),
        ("FRA", "JRN", "FRAMED"), ("FRA", "PTY", "FRA"), ("TWN", "GOV", "TWNGOV"), ("UN", "GOV", "IGOUN"),
        ("NATO", None, "IGONATO"), ("TALIBAN", "REB", "AFGREB"), (None, "GOV", None), ("NOBODY", None, None),
    ],
)  # fmt: skip
def test_actor_and_sector_glue_to_a_cameo_code(actor: str | None, role: str | None, code: str | None) -> None:
    assert cameo_actor(actor, role, load_vocabulary().actors) == code
