"""The checks of single files, by id, each as the rule it holds in one sentence.

What must hold between fields and records is said by the docstrings in ``rules``; help pages show
both. A test scans this room for ids, so that none is missing here and none is stale.
"""

from __future__ import annotations

FILE_CHECKS: dict[str, str] = {
    # the file
    "borough-has-a-file": "Every folder in boroughs has a borough.yml.",
    "vocabulary-is-there": "Every file of content/vocabulary is there.",
    "file-is-expected": "Every file in boroughs and content/pages is one that the site reads.",
    "file-name-is-an-id": "A file's name is an id: lower case letters, digits and hyphens.",
    "id-is-not-reserved": "An id is not a word that the site itself uses in its addresses.",
    "file-is-plain": "Every file and folder is a plain one: no link, pipe or device.",
    "file-can-be-opened": "Every file can be opened.",
    "file-is-short-enough": "A file has at most 65,536 bytes.",
    "text-is-utf-8": "A file is stored as UTF-8 text.",
    "no-control-characters": "No character stands in a file that nobody can see.",
    "no-direction-overrides": "No invisible character turns the direction of a text.",
    "table-is-sound": "Every table of content/geography is as make geography writes it.",
    "page-parts-are-whole": "A part of a page that is not always shown has a start and an end.",
    "page-has-its-own-address": "A page of prose has an address that nothing else has.",
    "published-list-is-whole": "A list of published ids is as connectdo ids writes it.",
    # a picture
    "picture-is-one": "A file among the photos is a picture: JPEG, PNG, WebP or SVG.",
    "picture-ends-as-it-is": "A picture's name ends as its kind: jpg, png, webp or svg.",
    "picture-is-small-enough": "A picture is not larger than a phone's camera makes it.",
    "picture-can-be-shown": "A picture is whole and can be read.",
    "drawing-is-plain": "A drawing (SVG) is made of plain shapes: no script, style or link.",
    # its fields
    "front-matter-is-there": "A listing's fields stand between two lines of three hyphens.",
    "yaml-is-readable": "Every line of the fields can be read: colons, indents, quotes, brackets.",
    "file-has-fields": "A file holds fields, each with a name, a colon and a value.",
    "one-version": "No marks of git stand around two versions of a line.",
    "text-is-not-cut": "No # behind a space cuts a text; a note has two spaces before its #.",
    "one-document": "One file holds one thing.",
    "no-anchors": "No value starts with * or &, which YAML takes for links.",
    "no-tags": "No value starts with !, which YAML takes for a type.",
    "not-too-deep": "Fields stand in one another at most six levels deep.",
    "keys-are-words": "A field's name is a word.",
    "keys-are-unique": "A field stands in a group only once.",
    "key-is-known": "Every field is one of the schema.",
    "field-is-needed": "A field that is needed is there.",
    "value-is-there": "Something stands after every colon.",
    "fields-are-meant": "Where a group of fields is meant, one stands there.",
    "list-is-meant": "Where a list is meant, one stands there.",
    "one-value": "Where one value is meant, no list and no group of fields stands there.",
    # its values
    "one-line": "A short text stands on one line.",
    "text-is-short-enough": "A short text is not longer than it may be.",
    "no-html": "Text is plain words or Markdown, without HTML.",
    "no-text-from-the-template": "No text is left over from a template.",
    "no-picture-in-text": "A picture is named under photo, not put into the text.",
    "link-is-safe": "A link starts with https://, http://, mailto: or tel:.",
    "yes-or-no": "Yes and no are written yes and no; what is not known, not known.",
    "choice-is-known": "Where one of a few words is meant, one of them stands there.",
    "date-is-valid": "A date is a day that exists, written as 2026-10-03.",
    "start-is-before-end": "A range of days starts before it ends.",
    "time-is-valid": "A time is written in 24 hours with a colon, as 10:30.",
    "every-is-known": "How often something is on is written in a way that is known.",
    "phone-is-valid": "A phone number is a British one, whole, with its 0, in digits.",
    "email-is-valid": "An e-mail address is written like one.",
    "web-address-is-valid": "A web address starts with https:// or http://.",
    "postcode-is-valid": "A postcode is whole, as SW2 1AA.",
    "near-is-valid": "The first part of a postcode is written as SW2, or SW2 1.",
    "coordinates-are-valid": "Coordinates are degrees in England.",
    "money-is-valid": "A sum is written in pounds, as 3.50.",
    "cost-is-known": "A cost is free, or a group of fields such as {pounds: 3.50}.",
    "ages-are-valid": "Ages are written as 18 to 65, 60 and over, or under 25.",
    "number-is-valid": "A number is whole, from 1 to 999.",
    "months-are-valid": "A length of time is written as 6 months.",
    "id-is-valid": "An id has lower case letters, digits and hyphens.",
    "file-name-is-valid": "A picture's name is in lower case and ends in svg, jpg, png or webp.",
}
"""Check id → its rule."""
