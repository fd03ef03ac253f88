"""The wing of those who keep a dataset: its files, their layout, imports, pages.

Only the command line and `load` enter it.
"""
