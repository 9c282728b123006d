"""The tables of a settings file that are more than a value."""

from collections.abc import Callable
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field


def one_of(what: str, known: Callable[[], object]) -> AfterValidator:
    """Return the check that a word is one of those that are known."""

    def check(word: str) -> str:
        words = known()
        assert isinstance(words, frozenset)
        if word not in words:
            raise ValueError(f"there is no {what} {word!r}; write one of {', '.join(sorted(words))}")
        return word

    return AfterValidator(check)


def _types() -> frozenset[str]:
    from ontology import load_vocabulary  # here: these tables take a while to read

    return frozenset(load_vocabulary().types)


def _quads() -> frozenset[str]:
    from ontology import Quad

    return frozenset(Quad)


def _statuses() -> frozenset[str]:
    from ontology import Status

    return frozenset(Status)


class Alert(BaseModel):
    """One `[[alert]]`: which acts are told, and to whom; each is told once."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(min_length=1, description="what it is called in its messages", examples=["arms"])
    actors: tuple[str, ...] = Field(
        default=(),
        examples=[["PRK", "RUS"]],
        description="codes or names; one: its acts with anybody, more: acts between two of them, none: all acts",
    )
    types: tuple[Annotated[str, one_of("PLOVER type", _types)], ...] = Field(
        default=(), description="PLOVER types; none: all", examples=[["AID", "MOBILIZE"]]
    )
    quads: tuple[Annotated[str, one_of("quad class", _quads)], ...] = Field(
        default=(), description="quad classes; none: all", examples=[["material_conflict"]]
    )
    statuses: tuple[Annotated[str, one_of("status", _statuses)], ...] = Field(
        default=("actual",), description="actual, planned, hypothetical, denied, negated"
    )
    min_publishers: int = Field(default=1, ge=1, description="who tell it in words of their own, copies of a story not")
    days: int = Field(default=7, ge=1, description="acts longer before the last act of the store are not told")
    changes: bool = Field(default=False, description="also tell of significant changes between these actors")
    webhook: str | None = Field(
        default=None, pattern="^https?://", description="address that gets a POST of JSON",
        examples=["https://example.org/hook"],
    )  # fmt: skip
    file: str | None = Field(
        default=None, description="file of JSON lines, counted from the outputs folder", examples=["alerts.jsonl"]
    )
