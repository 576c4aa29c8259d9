"""The static site: Pelican's generator and writer, the search index. The only room with Pelican.

``PLUGINS`` in pelicanconf.py names this room's modules in the order in which a build meets them.
"""
