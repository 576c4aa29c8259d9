"""Connect & Do: a directory of things to join in with, kept as small text files.

The package has eight rooms and the arrows run one way:
``data <- derive <- rules <- views <- feeds <- site, contribute <- commands``.
"""
