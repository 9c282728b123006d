"""Sentences and their grammar: the spaCy components of the shipped pipelines, and the one way to load a pipeline.

`pipelines` loads, `sentences` splits, `component` parses with `pieces`, `decoding`, `lemmas` and `labels`.
"""
