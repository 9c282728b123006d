"""Who is who: forms that name actors, and whom each stands for on a day; no parser, so that it can be run again."""

from extractors.actors.forms import FormIndex, Found
from extractors.actors.resolver import Candidate, Resolution, Resolver, family_name

__all__ = ["Candidate", "FormIndex", "Found", "Resolution", "Resolver", "family_name"]
