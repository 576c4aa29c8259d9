/* A list in an address; and a list that the browser does not keep, along with the reader.

"lambeth/tuesday-gardening.free.step-free,southwark/second-cup": behind an id what had been asked for.
Where the browser keeps nothing for us, "list=" with that stands after "#" in this page's address, and
in every link of this site that is pressed. My list has this from the start, other pages on use (kept.js).
*/
(function () {
  "use strict";
  const { ours, hold, held, given } = self.connectdoList;

  const inAddress = ({ refs, asked }) =>
    refs.map((ref) => ref + ` ${asked[ref] || ""}`.trimEnd().replace(/ /g, ".")).join();

  function fromAddress(text) {
    const asked = {};
    const refs = text.split(",").map((part) => {
      const [ref, ...words] = part.split(":")[0].split(".");
      asked[ref] = words.join(" ");
      return ref;
    });
    return ours({ refs, asked });
  }

  /* Puts the list into a link or an address, beside what stands there. */
  function carry(link) {
    const rest = link.hash.slice(1).replace(/&?list=[^&]*/, "");
    if (held() && (!rest || rest.includes("="))) {
      link.hash = [rest, held().refs[0] && `list=${inAddress(held())}`].filter(Boolean).join("&");
    }
    return link;
  }

  const carryHere = () => history.replaceState(history.state, "", carry(new URL(location)));

  self.connectdoListAddress = { inAddress, fromAddress, carryHere };

  if (held()) carryHere();
  else if (given) {
    // A link that somebody sent changes nothing where the browser keeps the reader's own list.
    try {
      localStorage.setItem("connectdo-list-try", "");
      localStorage.removeItem("connectdo-list-try");
    } catch (error) {
      hold(fromAddress(given));
      dispatchEvent(new Event("storage")); // my-list.js shows it
    }
  }
  ["pointerdown", "click"].forEach((press) => addEventListener(press, ({ target }) => {
    const link = held() && target.closest?.("a[href]");
    if (link && link.origin === location.origin && link.pathname !== location.pathname) carry(link);
  }, true));
})();
