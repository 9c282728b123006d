"""What is kept of an article's words to find its copies: small enough to compare one with thousands."""

from operator import eq

from pydantic import Field

from ontology.records import Record

NUMBERS = 128


class Sketch(Record):
    """The MinHash of an article's word triples (Broder 1997), and the keys under which copies of it are looked up."""

    article: str = Field(description="id of the article")
    values: bytes = Field(description=f"{NUMBERS} unsigned 32-bit numbers; empty for a text too short to compare")
    keys: tuple[int, ...] = Field(description="signed 64-bit; articles with a key in common may be copies")


def compare(one: bytes, other: bytes) -> float:
    """Return the share of equal numbers in two sketches' values: an estimate of the Jaccard index of their triples."""
    if not one or not other:
        return 0.0
    equal: int = sum(map(eq, memoryview(one).cast("I"), memoryview(other).cast("I")))
    return equal / NUMBERS
