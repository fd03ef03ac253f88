"""One command a module: arguments in, one query, one answer.

Imports stand in the functions, because every Tab in a shell pays for those at the top.
"""
