/* Tells of the nearest thing in another borough where nothing here is what the words ask for.

It comes after a search by words of one borough of which one is not met here: only a story tells of
it, or nothing. Then it is looked for in the index of all boroughs: "None here. The nearest
is Second Verse choir in Lambeth, about 3 miles away." Miles are from the reader's place where it is
known, else from the middle of what this borough lists, and then it says so. */
self.connectdoFindBeyond = async function (asked) {
  "use strict";
  const MEANT = 3.2; // what a word counts where it says what a thing is, or for whom
  const FAR_BETTER = 2; // how much more the words that are not met must count elsewhere
  const AS_GOOD = 0.6; // of the best elsewhere; among these the nearest is told
  const { engine, answer, unmet, state, from, place, lookIn, load, absolute, files, ways, current } = asked;
  const { boroughs = {} } = self.connectdoWordRules || {};
  if (Object.keys(boroughs).length < 2) return;
  const rows = () => [...lookIn.rows.values()];
  const sum = ({ words, weights }, of) => weights.reduce((all, weight, at) =>
    all + (!of || of.includes(words[at]) ? weight : 0), 0);

  const reached = rows().filter((row) => lookIn.inReach(row, state)).map(({ ref }) => ref);
  const found = reached.map((ref) => answer.found.get(ref)).filter(Boolean);
  const all = { id: "", name: "", bundle: absolute(files.bundle, "search"), words: absolute(files.words, "search") };
  const beyond = await engine.beyond(state.q, [all]);
  const most = (of) => Math.max(0, ...found.map((each) => sum(each, of)));
  const better = [...beyond.found].filter(([ref, has]) =>
    !reached.includes(ref) && !ref.startsWith(`${place.id}/`) && sum(has) >= most() &&
    sum(has, unmet) >= Math.max(MEANT, FAR_BETTER * most(unmet)));
  const enough = AS_GOOD * Math.max(...better.map(([, has]) => sum(has)));
  const best = better.filter(([, has]) => sum(has) >= enough).map(([ref]) => ref);
  const wanted = [...new Set(best.map((ref) => ref.split("/")[0]))].filter((id) => boroughs[id]);
  await Promise.all(wanted.map(async (id) => {
    await load(absolute(files.facets, id));
    // A borough that is there already is read again without harm: its rows are known.
    lookIn.read({ id, name: boroughs[id], over: true }, self.connectdoFacets[id]);
  }));

  const points = rows().filter((row) => !row.over && row.point).map(({ point }) => point);
  const middle = [0, 1].map((axis) =>
    points.reduce((all, point) => all + point[axis], 0) / points.length);
  const away = ({ point }) =>
    (point && points.length ? self.connectdoMiles.between(from ? from.point : middle, point) : 999);
  const [nearest] = best.map((ref) => lookIn.rows.get(ref)).filter((row) => row && row.open)
    .sort((one, other) => away(one) - away(other));
  if (!nearest) return;
  const [piece, number] = nearest.card;
  await load(absolute(files.cards, piece));
  if (!current()) return;

  const miles = away(nearest);
  const far = miles === 999 ? "" : `, ${self.connectdoMiles.words(miles)} ` +
    (from ? "away" : `from the middle of ${place.name}`);
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = `${files.root}${nearest.ref.replace("/", "/listing/")}/` +
    (location.protocol === "file:" ? "index.html" : "");
  link.textContent = self.connectdoCards[piece][number].name;
  item.append(found.length ? "Not quite this here. The nearest is " : "None here. The nearest is ", link,
    ` in ${nearest.place.name}${far}.`);
  ways.prepend(item);
};
