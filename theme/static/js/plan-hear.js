/* "Hear this": reads the step of a plan that is shown, its heading first, line by line, with what is
chosen and written in it. read-aloud.js has the voice.

It reads what can be seen; so nothing of what is covered. It stops when another step is shown, or
the page is covered. */
(function () {
  "use strict";
  const { sections } = self.connectdoPlanPage;
  const { readAloud, digits } = self.connectdoReadAloud;
  const FIELDS = "textarea, [type=text], [type=date], select";

  /* What was written or chosen in a field. */
  function written(field) {
    if (field.matches("select")) return field.selectedOptions[0]?.text || "";
    if (field.type !== "date" || !field.value) return field.value;
    return self.connectdoDates.dayWords(Date.parse(field.value) / 86400000);
  }

  /* The lines within an element, as they stand on the screen. */
  function linesOf(root) {
    const lines = [""];
    const cut = () => lines.push("");
    const add = (words) => { lines[lines.length - 1] += words; };

    function within(element) {
      element.childNodes.forEach((node) => {
        if (node.nodeType === 3) return add(node.data);
        if (node.nodeType !== 1) return undefined;
        const { display, visibility } = getComputedStyle(node);
        if (display === "none" || visibility === "hidden") return undefined;
        if (element.matches("details:not([open])") && !node.matches("summary")) return undefined;
        if (display !== "inline") cut();
        if (node.matches(FIELDS)) add(written(node));
        else if (node.matches('[href^="tel:"]')) add(digits(node.textContent));
        else if (node.querySelector(":scope > [type=radio], :scope > [type=checkbox]")) {
          add(node.textContent.trim() + (node.querySelector("input:checked") ? ", chosen" : ""));
        } else within(node);
        return display === "inline" ? undefined : cut();
      });
    }
    within(root);
    return lines.map((line) => line.replace(/\s+/g, " ").trim()).filter(Boolean);
  }

  const stop = readAloud(document.getElementById("plan-hear"), () => {
    const section = [...sections.values()].find((each) => each.getClientRects().length);
    return section ? [document.getElementById("plan-top"), section].flatMap(linesOf) : [];
  });
  addEventListener("hashchange", stop);
  document.addEventListener("connectdo-plan-cover", stop);
})();
