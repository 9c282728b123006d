"""Language packs: one folder for each language, all data, discovered by being there."""

from extractors.languages.pack import Name, Pack, add_actors, languages, load_pack, read_pack

__all__ = ["Name", "Pack", "add_actors", "languages", "load_pack", "read_pack"]
