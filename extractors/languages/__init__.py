"""Language packs: one folder for each language, all data, discovered by being there."""

from extractors.languages.identification import identify_language
from extractors.languages.pack import Name, Pack, add_actors, languages, load_pack, read_pack

__all__ = ["Name", "Pack", "add_actors", "identify_language", "languages", "load_pack", "read_pack"]
