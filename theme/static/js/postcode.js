/* Reads a postcode, or the first part of one, and says whose it is and where, on the device.

A postcode goes into no address and is kept nowhere. Its tables are loaded when they are needed;
what they hold is written in data/geography.py. */
self.connectdoPostcode = function (tables) {
  "use strict";
  const WHOLE = 200; // letters of the units of a sector that has one owner, for whom none are listed
  const loading = new Map();

  function load(name) {
    if (!loading.has(name)) {
      loading.set(name, new Promise((done, failed) => {
        const script = document.createElement("script");
        script.src = tables + name;
        script.onload = done;
        script.onerror = () => {
          loading.delete(name); // the next question asks for it again
          failed(new Error(name));
        };
        document.head.append(script);
      }));
    }
    return loading.get(name);
  }

  /* The parts of "SW2 1AA", of "SW2 1" or of "SW2"; null for anything else. What was not typed is
     empty, and "half" says that it is not the whole. A space tells "SE1 2" from "SE12". */
  function read(text) {
    const typed = text.toUpperCase().replace(/[^A-Z0-9]+/g, " ").trim();
    const packed = typed.replace(/ /g, "");
    const parts = /^([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9OIL])([A-Z]{2})$/.exec(packed) ||
      /^([A-Z]{1,2}[0-9][A-Z0-9]?) ([0-9OIL])$/.exec(typed) ||
      /^([A-Z]{1,2}[0-9][A-Z0-9])([0-9OIL])$/.exec(packed) ||
      /^([A-Z]{1,2}[0-9][A-Z0-9]?)$/.exec(packed);
    if (!parts) return null;
    const [, outcode, digit = "", unit = ""] = parts;
    // The second half starts with a number; letters that look like one are meant as one.
    const number = digit.replace("O", "0").replace(/[IL]/, "1");
    return { outcode, digit: number, unit, half: !unit };
  }

  /* The sectors of an outcode by their digits; none for one that the tables do not know. */
  async function sectorsOf({ outcode }) {
    await load("outcodes.js");
    if (!self.connectdoPostcodes.outcodes.includes(outcode)) return {};
    await load(`${outcode.toLowerCase()}.js`);
    return self.connectdoPostcodes[outcode];
  }

  /* [latitude, longitude] of the middle of its sector, or of the sectors of its first half; null
     where it is unknown. */
  async function pointOf(parts) {
    const sectors = await sectorsOf(parts);
    const asked = parts.digit ? [sectors[parts.digit]].filter(Boolean) : Object.values(sectors);
    const mean = (place) => asked.reduce((sum, each) => sum + each[place], 0) / asked.length;
    return asked.length ? [mean(0), mean(1)] : null;
  }

  /* Where the finder counts miles from, {point, words}, and what it says of what was typed. */
  async function placeOf(typed) {
    if (!typed.trim()) return { place: null, says: "" };
    const parts = read(typed);
    if (!parts) {
      return { place: null, says: "That does not look like a postcode. It looks like SW2 1AA, or SW2." };
    }
    try {
      const point = await pointOf(parts);
      if (!point) return { place: null, says: "We do not know that postcode. Try one near it." };
      const words = parts.outcode + (parts.digit ? ` ${parts.digit}` : "");
      return { place: { point, words }, says: `Miles are counted from about ${words}.` };
    } catch (error) {
      return { place: null, says: "offline" };
    }
  }

  return {
    read,
    placeOf,
    /* Fetches what every question needs. */
    warm: () => load("outcodes.js"),
    /* Whose it may be: ids of boroughs and codes of other authorities. One for a whole postcode that
       is known; of a part all that have some of it, the one with most first; none where it is
       unknown. Rejects when a table does not arrive, as pointOf does. */
    async ownersOf({ outcode, digit, unit }) {
      const sectors = await sectorsOf({ outcode });
      const found = new Map();
      const add = (owner, much) => found.set(owner, (found.get(owner) || 0) + much);
      (digit ? [sectors[digit]].filter(Boolean) : Object.values(sectors)).forEach(([, , owner]) => {
        if (typeof owner === "string") add(owner, WHOLE);
        else Object.entries(owner).forEach(([name, units]) => {
          if (!unit || units.match(/../g).includes(unit)) add(name, units.length);
        });
      });
      return [...found.keys()].sort((one, other) => found.get(other) - found.get(one));
    },
    pointOf,
  };
};
