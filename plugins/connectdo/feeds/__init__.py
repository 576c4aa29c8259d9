"""What other people's programs read: calendars, feeds, open data, tables, maps, pictures.

Each gives files: a path from the site's root and its bytes.
"""
