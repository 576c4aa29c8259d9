"""Settings only: what the site is called, where it stands, and what builds it.

Everything a borough team may want to change is in the first part.
"""

from pathlib import Path

SITENAME = "Connect & Do"
SITEURL = "https://connect-and-do.example.org"  # where the site is published; it may hold a path
FORGE_URL = "https://forge.example.org/connect-and-do"  # where the files are edited
SUGGEST_EMAIL = "suggest@example.org"  # where a reader writes when a borough has no address
INTAKE_URL = ""  # where forms are answered (make intake), if there is such an address
OFFLINE = True  # whether readers may keep a borough for when they have no internet

# --- what builds the site --------------------------------------------------------------------

ROOT = Path(__file__).parent
PLUGIN_PATHS = [str(ROOT / "plugins")]
PLUGINS = [
    "connectdo.site.pelican_writer",  # every file whole or not at all
    "connectdo.site.prose_reader",  # content/pages
    "connectdo.site.generator",  # everything that comes from the listings, and the search index
]
PATH = "content"
PAGE_PATHS = ["pages"]
PAGE_URL = "{slug}/"
PAGE_SAVE_AS = "{slug}/index.html"
THEME = str(ROOT / "theme")
OUTPUT_PATH = "output"
TIMEZONE = "Europe/London"
DEFAULT_LANG = "en-GB"

# Pelican is made for blogs; this is not one.
ARTICLE_PATHS: list[str] = []
STATIC_PATHS: list[str] = []
THEME_STATIC_PATHS: list[str] = []
DIRECT_TEMPLATES: list[str] = []
ARTICLE_SAVE_AS = AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ARCHIVES_SAVE_AS = ""
AUTHORS_SAVE_AS = CATEGORIES_SAVE_AS = TAGS_SAVE_AS = ""
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
SLUGIFY_SOURCE = "basename"
