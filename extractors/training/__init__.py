"""How the shipped models were made: treebanks, name sets and plain news in, spaCy pipelines and their scores out.

`python -m extractors.training.accurate --help` makes the accurate ones (extra `training`), `python -m
extractors.training.model train --help` the fast ones; importing this face loads nothing.
"""
