/* The few lines about a listing that shortlist.js and choose.js show, loaded on use.

connectdoSheetsOf(element) reads data-sheets, the folder of the files, and data-starts, the first
id in each of a borough's files. What a sheet holds is written in told/sheets.py.
*/
self.connectdoSheetsOf = function (element) {
  "use strict";
  const { dataset } = element;
  const starts = JSON.parse(dataset.starts);
  const files = new Map();

  /* Whether a script could be loaded. Each is loaded once; one that failed is tried again. */
  function load(address) {
    if (!files.has(address)) {
      files.set(address, new Promise((done) => {
        const script = document.createElement("script");
        script.src = address;
        script.onload = () => done(true);
        script.onerror = () => { files.delete(address); script.remove(); done(false); };
        document.head.append(script);
      }));
    }
    return files.get(address);
  }

  /* A sheet with those of its states that stand today: some begin on a day to come. */
  function asOfToday(sheet) {
    const today = self.connectdoDates.now().slice(0, 10);
    const states = (sheet.states || []).filter(([, , , starts]) => !starts || starts <= today);
    return { ...sheet, states };
  }

  /* {now, sheet}: the id that holds today, and its sheet; null for one we do not know, undefined
     for one that could not be loaded. */
  async function sheetOf(ref) {
    const [borough, id] = ref.split("/");
    const first = Object.hasOwn(starts, borough) ? starts[borough] : [];
    const number = first.filter((start) => start <= id).length - 1;
    if (number < 0) return { now: ref, sheet: null };
    const key = `${borough}-${number}`;
    if (!await load(`${dataset.sheets}${key}.js`)) return { now: ref };
    const sheets = self.connectdoSheets[key];
    const sheet = Object.hasOwn(sheets, id) ? sheets[id] : null;
    return typeof sheet === "string" ? sheetOf(sheet) : { now: ref, sheet: sheet && asOfToday(sheet) };
  }

  return { load, sheetOf };
};
