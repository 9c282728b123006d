"""Lemmas as rules over forms: a form and its lemma in, a rule out; a rule and a form in, a lemma out.

A rule says how the case changes, what the beginning of the word becomes and what its end becomes: `l >|ies>y` makes
*city* of *Cities*, `l meng>k|kan>` makes *kirim* of *mengirimkan*. A network ranks the rules of its training data; a
rule that does not fit a form gives None, and the next is tried.
"""

from collections.abc import Container, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

LOWER, KEEP, TITLE = "l", "k", "t"
"""Case of the lemma: all lower, as the form is, or only the first letter capital."""

SIGNS = frozenset(">|")


@lru_cache(maxsize=200_000)
def find_rule(form: str, lemma: str) -> str:
    """Return the rule that makes `lemma` of `form`, about the longest stretch of letters they share."""
    if not SIGNS.isdisjoint(form + lemma):
        return f"{KEEP} >|>"  # a word with the signs of a rule stays as it is
    case = LOWER if lemma == lemma.lower() else KEEP
    if case is KEEP and lemma == lemma.lower().capitalize() and form != lemma:
        case = TITLE
    start = _set_case(form, case)
    match = SequenceMatcher(None, start, lemma, autojunk=False).find_longest_match()
    if not match.size:
        return f"{case} {start}>{lemma}|>"
    head, tail = match.a + match.size, match.b + match.size
    return f"{case} {start[: match.a]}>{lemma[: match.b]}|{start[head:]}>{lemma[tail:]}"


def apply_rule(rule: str, form: str) -> str | None:
    """Return the lemma that a rule makes of a form, or None where the rule does not fit it."""
    case, _, affixes = rule.partition(" ")
    before, _, after = affixes.partition("|")
    (prefix, _, start), (suffix, _, end) = before.partition(">"), after.partition(">")
    stem = _set_case(form, case)
    if not (stem.startswith(prefix) and stem[len(prefix) :].endswith(suffix)):
        return None
    stem = stem[len(prefix) : len(stem) - len(suffix)]
    return start + stem + end if stem or start or end else None


def choose_lemma(rules: Sequence[str], form: str, known: Container[str]) -> str:
    """Return the lemma of the first rule with a known result, else of the first that fits, else the form.

    A network reads pieces of words and not letters, so that it is easily one letter off: *denounc*, *denounce*.
    """
    lemmas = [lemma for rule in rules if (lemma := apply_rule(rule, form)) is not None]
    return next((lemma for lemma in lemmas if lemma in known), lemmas[0] if lemmas else form)


def find_known(rules: Sequence[str], form: str, known: Container[str]) -> str | None:
    """Return the longest known lemma that any rule makes of a form, where the best rules make none."""
    lemmas = {lemma for rule in rules if (lemma := apply_rule(rule, form)) is not None and lemma in known}
    return max(sorted(lemmas), key=len, default=None)


def _set_case(form: str, case: str) -> str:
    if case == LOWER:
        return form.lower()
    return form.lower().capitalize() if case == TITLE else form
