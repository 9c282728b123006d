"""Write an actor and its capacity as one glued code, as the CAMEO manual (chapter 3) and GDELT do: USAGOV, RUSMIL.

PLOVER keeps the two apart, country and sector; so do `Mention.actor` and `Mention.role`, from which these codes derive.
"""

from collections.abc import Mapping

from ontology.records import Actor

STATES = frozenset(["state", "territory", "contested"])
PREFIXES = {"igo": "IGO", "bloc": "IGO"}
ROLES = {
    **{role: role for role in ("COP", "GOV", "JUD", "LEG", "MIL", "OPP", "REB", "SPY", "UAF", "AGR", "BUS", "CRM")},
    **{role: role for role in ("CVL", "EDU", "ELI", "LAB", "MED", "REF")},
    "JRN": "MED", "PRM": "UAF", "SOC": "CVL",
}  # fmt: skip
"""CAMEO's role codes by PLOVER sector; a sector that CAMEO lacks (PTY, PRE, UNK) is left out of the glued code."""


def cameo_actor(actor: str | None, role: str | None, actors: Mapping[str, Actor]) -> str | None:
    """Return the CAMEO code of an actor in a capacity; None where there is none.

    A state is its ISO 3166 code and the role, an organisation IGO and its id, a group its state and REB.
    """
    known = actors.get(actor) if actor else None
    if known is None:
        return None
    if known.kind in STATES:
        return known.id + ROLES.get(role or "", "")
    if known.kind in PREFIXES:
        return PREFIXES[known.kind] + known.id
    home = actors.get(known.parent) if known.parent else None
    return f"{home.id if home and home.kind in STATES else ''}REB" if known.kind == "armed" else None
