/* A starter plan: things to try and a first day, from somebody's list, without a word of a person.
As a code it is "weeks.2026-12-01.lambeth/tuesday-gardening.sewing.southwark/second-cup": the pace
("weeks" or "own", of told/plan_words.py), the first day, and what to try; a borough stands again only
where it is another. Its link is the plan's page with "#start=" and the code, at most 600 octets in all.
Whoever types it may put spaces, commas and capitals.

The step "starter" makes one of the list on this device; the step "open" takes it (plan-file.js).
*/
(function () {
  "use strict";
  const MOST = 600;
  const { steps, sections, say } = self.connectdoPlanPage;
  const rule = self.connectdoPlanRule;
  const { make, full, sheetOf, partsIn, today, people } = self.connectdoPlanSheet;
  const { now, and } = self.connectdoDates;
  const paces = Object.keys(self.connectdoPlanWords.words.pace);
  const look = self.connectdoSheetsOf(document.querySelector("[data-starts]")).sheetOf;
  const address = `${sections.get("open").dataset.address}#start=`;

  // ---- the code ----

  /* {code, left}: the code of these, and what it has no room for. */
  function write(pace, day, refs) {
    let code = `${pace}.${day}`;
    let last = "";
    const left = refs.filter((ref) => {
      const [borough, id] = ref.split("/");
      const longer = `${code}.${borough === last ? id : ref}`;
      if (address.length + longer.length > MOST) return true;
      [code, last] = [longer, borough];
      return false;
    });
    return { code, left };
  }

  /* {pace, day, refs, wrong}: what a code says, `wrong` in it what is no thing; null where it is none. */
  function read(text) {
    const [pace, day, ...names] = text.slice(0, 2000).toLowerCase().replace(/%2f/g, "/").replace(/^[^]*start=/, "")
      .split(/[\s.,;]+/).filter(Boolean);
    if (!paces.includes(pace) || !/^20\d\d-\d\d-\d\d$/.test(day) || Number.isNaN(Date.parse(day))) return null;
    let last = "";
    const all = names.map((name) => {
      const ref = name.includes("/") ? name : `${last}/${name}`;
      [last] = ref.split("/");
      return ref;
    });
    const { refs } = self.connectdoList.ours({ refs: all });
    return refs.length ? { pace, day, refs, wrong: all.filter((ref) => !refs.includes(ref)) } : null;
  }

  // ---- its things ----

  const plainName = (ref) => ref.slice(ref.indexOf("/") + 1).replace(/-/g, " ");

  /* {plan, fields, sheets, gone}: the plan of these, what it holds, the sheet of each, and the names of
     what we do not list. */
  async function planOf({ pace, day, refs }) {
    const all = await Promise.all(refs.map(look));
    const known = all.filter(({ sheet }) => sheet !== null);
    const path = pace === "own" ? null : { pace, from: day };
    return {
      plan: rule.ours(rule.VERSION, { tries: known.map(({ now: ref, sheet }) => self.connectdoPlanAgain.tryOf(ref, sheet, now())), path }),
      fields: path ? ["tries", "path"] : ["tries"],
      sheets: known.map(({ sheet }) => sheet),
      gone: all.filter(({ sheet }) => sheet === null).map(({ now: ref }) => plainName(ref)),
    };
  }

  /* Puts under the name of each thing that is shown what its try does not keep: that it is an example,
     or paused; and at its end whom to ring. */
  const noted = (place, sheets) => [...place.querySelectorAll("article")].slice(0, sheets.length).forEach((each, at) => {
    const { states = [], reach = [] } = sheets[at] || {};
    each.firstChild.after(...states.map(([, label]) => make("p", label)));
    each.append(...reach.slice(0, 1).map(([words]) => make("p", make("strong", "Reach them: "), words)));
  });

  /* What somebody typed or was sent, for plan-file.js to offer; or {wrong}: what to say. */
  async function found(text) {
    const start = read(text);
    if (!start) return { wrong: "We could not read this code. Look at it once more, or ask for it again." };
    const { plan, fields, sheets, gone } = await planOf(start);
    const unknown = [...start.wrong.map(plainName), ...gone];
    const intro = [
      "Somebody put these together for you. Nothing is in your plan yet.",
      unknown.length && `We do not list this: ${and(unknown)}.`,
      sheets.includes(undefined) && "Some could not be looked up just now. You may be offline.",
    ];
    if (!plan.tries.length) return { wrong: `We do not list this any more: ${and(unknown)}.` };
    return { plan, fields, intro: intro.filter(Boolean).join(" "), note: (place) => noted(place, sheets) };
  }

  self.connectdoPlanStart = { write, read, found };

  // ---- made of my list ----

  steps.starter = async (section) => {
    const part = (name) => section.querySelector(`[data-${name}]`);
    const { refs } = self.connectdoList.read();
    const all = await planOf({ pace: "weeks", day: today(), refs });
    const here = all.plan.tries.map(({ ref }) => ref);
    const date = section.querySelector("[type=date]");
    const draw = () => {
      const pace = section.querySelector(":checked").value;
      const day = date.value || today();
      const { code, left } = write(pace, day, here);
      const link = address + code;
      part("first").hidden = pace === "own";
      const tries = all.plan.tries.filter(({ ref }) => !left.includes(ref));
      const plan = { ...all.plan, tries, path: { ...all.plan.path, from: day, ...(pace === "own" && { pace, from: "" }) } };
      const out = part("given").querySelector(".plan-sheet");
      const drawn = make("div");
      out.replaceChildren(
        drawn, make("h2", "My notes"), make("p", full(today())), ...sheetOf(plan, partsIn(plan), 3),
        make("p", `To have this on a phone or computer, point its camera at the square. Or go to ${address.split("#")[0]}, choose “Open my saved file”, and type:`),
        make("p", make("strong", code)), people(),
      );
      noted(out, tries.map(({ ref }) => all.sheets[here.indexOf(ref)]));
      self.connectdoListCode(link, drawn, "QR code that opens this plan");
      if (drawn.querySelector("svg")) drawn.querySelector("p").remove();
      part("left").textContent = [
        left.length && `There is no room in the code for these, and they are left out: ${and(left.map(plainName))}.`,
        all.gone.length && `We do not list this any more: ${and(all.gone)}.`,
      ].filter(Boolean).join(" ");
      part("link").textContent = link;
      const copies = { link, code };
      section.querySelectorAll("[data-copy]").forEach((button) => {
        const what = button.dataset.copy;
        button.hidden = !navigator.clipboard;
        button.onclick = () => navigator.clipboard.writeText(copies[what]).then(
          () => say(`The ${what} is copied.`), () => say("Your browser did not let us copy it."));
      });
    };
    part("nothing").hidden = here.length;
    part("given").hidden = !here.length;
    date.value ||= today();
    part("given").oninput = draw;
    part("print").onclick = () => print();
    if (here.length) draw();
  };
})();
