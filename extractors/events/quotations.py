"""Find the quotations of a text: text in, the places of what is said out.

A curly quotation may run over paragraphs, each of which then opens it anew; a straight one stays in its paragraph.
"""

import re
from typing import NamedTuple

QUOTED = re.compile(r"“[^“”]*(?:\n\s*“[^“”]*)*”|\"[^\"\n]+\"")
LONGEST = 3000
"""Characters; what is longer was never closed."""


class Quotation(NamedTuple):
    """Characters start..end (end excluded) of a quotation with its marks."""

    start: int
    end: int

    def runs_on(self, start: int, end: int) -> bool:
        """Tell whether the quotation begins before, or ends after, the sentence at these characters."""
        return self.start < start or self.end > end


def find_quotations(text: str) -> list[Quotation]:
    """Return the quotations of a text in order, none overlapping."""
    found = [Quotation(*match.span()) for match in QUOTED.finditer(text)]
    return [quotation for quotation in found if quotation.end - quotation.start <= LONGEST]
