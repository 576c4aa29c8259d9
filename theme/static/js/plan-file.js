/* A plan as a file: one page that anybody can read and print, with the plan inside, and back again;
and the step "open", which takes such a file, or the code of a starter plan (plan-start.js).

The page holds {"v": 2, "on": "2026-12-01", "plan": {…}} as application/json under the id "my-notes", in
plain letters, since another program may save it anew in its own way; the plan has only the parts that
were ticked. It has no script that runs, and a policy that allows nothing but its style. What our own
page must hold is written in templates/components/plan-hand.html.
*/
(function () {
  "use strict";
  const { steps, sections, say } = self.connectdoPlanPage;
  const store = self.connectdoPlan;
  const rule = self.connectdoPlanRule;
  const { make, full, sizeOf, fieldsOf, partsIn, labelOf, sheetOf, today, people } = self.connectdoPlanSheet;
  const { style, policy } = self.connectdoPlanWords;
  const { and } = self.connectdoDates;
  const MOST = 2 ** 24; // octets: more than a browser keeps for one host
  const address = sections.get("open").dataset.address;

  // ---- the file ----

  const saidOf = (parts) => and(parts.map(labelOf).map((words) => words.replace(/^(?!I )./, (first) => first.toLowerCase())));

  const letters = (value) => JSON.stringify(value)
    .replace(/[<>&\u007f-\uffff]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);

  /* The page with these parts of a plan. */
  function pageOf(plan, parts) {
    const main = make(
      "main", make("h1", "My notes"),
      make("p", `Saved on ${full(today())}. In it: ${saidOf(parts)}.`),
      make("p", "Whoever has this page can read it and print it."),
      ...sheetOf(plan, parts, 2),
      make("h2", "To put this back"),
      make("p", `Go to ${address} and choose “Open my saved file”. Then choose this file.`),
      people(),
    );
    const held = { v: rule.VERSION, on: today(), plan: fieldsOf(plan, parts) };
    return [
      "<!doctype html>", "<html lang=\"en-GB\">", "<head>", "<meta charset=\"utf-8\">",
      `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">",
      "<title>My notes</title>", `<style>${style}</style>`,
      `<script type="application/json" id="my-notes">${letters(held)}</script>`,
      "</head>", "<body>", main.outerHTML, "</body>", "</html>", "",
    ].join("\n");
  }

  /* Saves it on this device; gives its name. */
  function save(plan, parts) {
    const download = `my-notes-${today()}.html`;
    const href = URL.createObjectURL(new Blob([pageOf(plan, parts)], { type: "text/html" }));
    Object.assign(document.createElement("a"), { href, download }).click();
    setTimeout(() => URL.revokeObjectURL(href), 60000);
    return download;
  }

  // ---- and back ----

  const LOOK = "Look for a file whose name begins with “my-notes” and ends with “.html”.";
  const EMPTY = `This file is empty. ${LOOK}`;
  const BIG = `This file is too big to be your notes. ${LOOK}`;
  const OTHER = `There are no notes of this page in this file. ${LOOK}`;
  const GONE = "We could not read this file. Is it still there? Choose it once more.";
  const OWN_WAY = `A browser saved this copy in its own way, and left out what we need. You can still open it and read it. ${LOOK}`;
  const BROKEN = "These are notes of this page, but a part of the file is broken or missing. You can still open it by itself and read it. Do you have another copy?";
  const NEWER = "These notes are from a newer version of this page. Open this page again when you are online, then choose the file once more.";

  const CODES = { "255,254": "utf-16le", "254,255": "utf-16be" };

  /* The text of a file; browsers that save a page as a message write some letters as codes. */
  function textOf(bytes) {
    const text = new TextDecoder(CODES[new Uint8Array(bytes.slice(0, 2)).join()] || "utf-8").decode(bytes);
    return !/^(From|MIME-Version|Content-Type): /.test(text) ? [text] : [text.replace(/=\r?\n/g, "")
      .replace(/=([0-9A-F]{2})/g, (_, code) => String.fromCharCode(parseInt(code, 16))), true];
  }

  /* What stands under our id; null without it. */
  function heldIn(text) {
    for (const [, more, held] of text.matchAll(/<script([^<>]*)>([^<]*)/gi)) {
      if (more.includes("my-notes")) return held;
    }
    return null;
  }

  /* {plan, fields, on, less}: the plan, which fields of one the file has, its day, and whether something
     in it is not as we write it; or {wrong}: what to say. */
  async function read(file) {
    if (!file.size) return { wrong: EMPTY };
    if (file.size > MOST) return { wrong: BIG };
    let bytes;
    try { bytes = await file.arrayBuffer(); } catch { return { wrong: GONE }; }
    const [text, message] = textOf(bytes);
    const found = heldIn(text);
    if (found === null) return { wrong: message ? OWN_WAY : OTHER };
    try {
      const { v, on, plan: given } = JSON.parse(found);
      if (v > rule.VERSION) return { wrong: NEWER };
      const plan = rule.ours(v, given);
      const fields = Object.keys(plan).filter((field) => Object.hasOwn(given, field));
      return { plan, fields, on, less: rule.loses(v, given) };
    } catch { return { wrong: BROKEN }; }
  }

  // ---- what would change, and then it does ----

  const SAYS = {
    added: "This comes", changed: "This is in both, and changes", gone: "This goes",
    there: "This is here already", stays: "This is in both. Yours stays as it is",
    full: "There is no room for this, and it is left out",
  };

  /* Offers parts of a plan: {plan, fields, intro}, and whether they may stand instead of what is here;
     `note(sheet)` may add to what is shown. */
  function offer(section, { plan, fields, intro, note }, instead) {
    const part = (name) => section.querySelector(`[data-${name}]`);
    const draw = () => {
      const way = instead && part("how").querySelector(":checked").value === "instead";
      const next = self.connectdoPlanJoin(store.plan, plan, fields, way);
      const said = Object.entries(next.says).filter(([, names]) => names.length);
      part("change").replaceChildren(...said.map(([kind, names]) =>
        make("li", make("strong", `${SAYS[kind]}: `), make("bdi", `${and(names)}.`))));
      const none = !said.some(([kind]) => /added|changed|gone/.test(kind));
      if (none) part("change").prepend(make("li", "Nothing would change."));
      part("put").hidden = none;
      part("put").onclick = () => {
        const before = JSON.parse(JSON.stringify(store.plan));
        store.change((mine) => Object.assign(mine, next.plan));
        turn(true);
        say("It is here now.");
        part("undo").onclick = () => {
          store.change((mine) => Object.assign(mine, before));
          turn(false);
          draw();
          say("It is as it was.");
        };
      };
    };
    const turn = (done) => {
      part("offer").hidden = done;
      part("done").hidden = !done;
      part("done").querySelector("a").href = self.connectdoPlanPage.onward; // may it be kept?
      part(done ? "undo" : "put").focus();
    };
    const mine = fields.some((field) => sizeOf(store.plan[field]));
    part("intro").textContent = intro;
    part("found").replaceChildren(...sheetOf(plan, partsIn(plan), 3));
    if (note) note(part("found"));
    part("how").hidden = !instead || !mine;
    part("how").oninput = draw;
    part("offer").hidden = false;
    draw();
  }

  self.connectdoPlanFile = { save, pageOf, read, offer };

  // ---- open my saved file ----

  steps.open = (section, code) => {
    const [file, typed] = section.querySelectorAll("input");
    const hide = () => section.querySelectorAll("[data-offer], [data-done]").forEach((each) => { each.hidden = true; });
    const start = async (given) => {
      hide();
      const { wrong, ...found } = await self.connectdoPlanStart.found(given);
      say(wrong || "");
      if (!wrong) offer(section, found);
    };
    hide();
    [file.value, typed.value] = ["", ""];
    section.querySelector("[data-ask]").hidden = Boolean(code);
    typed.oninput = () => self.connectdoPlanPage.listen(typed); // somebody may write anything there
    file.onclick = () => { file.value = ""; }; // so that the same file can be chosen once more
    file.onchange = async () => {
      hide();
      const { wrong, less, on, ...found } = await read(file.files[0]);
      say(wrong || "");
      if (wrong) return;
      const day = /^\d{4}-\d\d-\d\d$/.test(on) ? `These are notes of ${full(on)}.` : "These are your notes.";
      const intro = less ? `${day} Something in this file is not as this page writes it, and is left out.` : day;
      offer(section, { ...found, intro }, true);
    };
    section.querySelector("form").onsubmit = (event) => {
      event.preventDefault();
      start(typed.value);
    };
    if (!code) return;
    document.querySelector("main h1").textContent = "Add this to mine?";
    start(code);
  };
})();
