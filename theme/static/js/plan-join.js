/* Two plans as one: what would come here, stay, and go. A rule, without a page. */
self.connectdoPlanJoin = (function () {
  "use strict";
  const rule = self.connectdoPlanRule;
  const { nameOf, sizeOf } = self.connectdoPlanSheet;
  const copy = (value) => JSON.parse(JSON.stringify(value));

  const KEYS = { // by what two things of a plan are the same
    wishes: (one) => one.picture || one.words, tries: (one) => one.ref || one.name + one.next,
    days: (one) => one.on, looks: (one) => one.on,
  };
  const CALLED = {
    path: "my path", stages: "my words for where a wish is", faces: "my words for the faces",
    show: "how my days are shown",
  };

  /* What a field holds, as [key, thing]. */
  function things(field, value) {
    if (KEYS[field]) return value.map((one) => [KEYS[field](one), one]);
    return (Array.isArray(value) ? [...value.entries()] : [["", value]]).filter(([, each]) => sizeOf(each));
  }

  function both(field, mine, other) {
    if (KEYS[field]) {
      const here = new Set(mine.map(KEYS[field]));
      const all = [...mine, ...other.filter((one) => !here.has(KEYS[field](one)))];
      return rule.ours(rule.VERSION, { [field]: all })[field];
    }
    if (!Array.isArray(mine)) return sizeOf(mine) ? mine : other;
    return Array.from({ length: Math.max(mine.length, other.length) }, (_, at) => mine[at] || other[at] || "");
  }

  /* {plan, says}: my plan with these fields of another beside what I have, or instead of it. `says` has
     names, in this order: added, changed, gone, there (here already), stays (in both, and mine stays),
     and full (does not fit). */
  return function (mine, other, fields, instead) {
    const plan = copy(mine);
    const says = { added: [], changed: [], gone: [], there: [], stays: [], full: [] };
    fields.forEach((field) => {
      plan[field] = copy(instead ? other[field] : both(field, mine[field], other[field]));
      const [here, given, then] = [mine, other, plan].map((each) => new Map(things(field, each[field])));
      const say = (kind, of, one) => {
        const name = KEYS[field] ? nameOf(of, field, one) : CALLED[field] || field;
        if (!says[kind].includes(name)) says[kind].push(name);
      };
      given.forEach((one, key) => {
        const [was, is] = [here, then].map((each) => JSON.stringify(each.get(key)));
        const wanted = JSON.stringify(one);
        if (was === undefined) say(is === undefined ? "full" : "added", other, one);
        else say(was === wanted ? "there" : is === wanted ? "changed" : "stays", other, one);
      });
      here.forEach((one, key) => { if (!then.has(key)) say("gone", mine, one); });
    });
    return { plan, says };
  };
})();
