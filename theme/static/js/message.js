/* Composes a message of plain words: a first line, a line for each answer, and free words last.

contribute/messages.py reads it back; tests/fixtures/cases/messages.yml holds the two together. */
self.connectdoMessage = function (opening, lines) {
  "use strict";
  const tidy = (said) => said.replace(/\r\n?/g, "\n").replace(/[ \t]+\n/g, "\n")
    .replace(/\n{3,}/g, "\n\n").trim();
  return [opening, ...lines.map(([label, said]) => [label, tidy(said)])
    .filter(([, said]) => said).map(([label, said]) => `${label}: ${said}`)].join("\n");
};
