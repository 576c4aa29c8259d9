"""Connect & Do: a directory of things to join in with, kept as small text files.

README.md of this folder says what lies in which room, and which way the arrows run.
"""
