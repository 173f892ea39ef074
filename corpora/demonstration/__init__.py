"""A small collection written for this project: model laws of States that do not exist.

`texts.py` holds the texts with the tags that a reader gives them, `build.py` writes them in every
format that the library reads. What it writes is shipped: sources/ and expected.tsv.
"""
