"""How the shipped models were made: treebanks in, a spaCy pipeline and its scores out.

Run `python -m extractors.training.model train --help`; importing this face loads nothing.
"""
