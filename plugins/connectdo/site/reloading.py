"""Loads an open page of the preview again when a build is done; no file of the site knows of it.

The preview adds one script to each page that it sends, and answers two addresses: the script, and
the number of the last good build. A form that somebody has begun to fill in is left alone.
"""

from __future__ import annotations

SCRIPT_ADDRESS = "/preview-reload.js"
NUMBER_ADDRESS = "/preview-built"

SCRIPT = b"""(function () {
  "use strict";
  let shown = null;
  const begun = () => [...document.querySelectorAll("input, textarea, select")].some((field) =>
    (field.matches("[type=checkbox], [type=radio]") ? field.checked !== field.defaultChecked
      : "defaultValue" in field && field.value !== field.defaultValue));
  setInterval(async () => {
    try {
      const built = await (await fetch("/preview-built", { cache: "no-store" })).text();
      if (shown === null) shown = built;
      else if (built !== shown && !begun()) location.reload();
    } catch (error) { /* the preview has ended, or starts again */ }
  }, 500);
})();
"""


def with_reload(page: bytes) -> bytes:
    """The page with the script in its head; what has no head is left as it is."""
    tag = f'<script defer src="{SCRIPT_ADDRESS}"></script></head>'.encode()
    return page.replace(b"</head>", tag, 1)
