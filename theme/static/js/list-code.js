/* The QR code of a list's address, and the address; shortlist.js loads this with the vendor's
qrcode.js, on use. `says` is what it is for who cannot see it. */
self.connectdoListCode = function (text, place, says) {
  "use strict";
  const paper = document.createElement("p");
  paper.textContent = text;
  place.replaceChildren(paper);
  const drawn = self.qrcode(0, "M");
  drawn.addData(text);
  try {
    drawn.make();
  } catch (error) {
    return; // too much for one code: the address still leads there
  }
  const count = drawn.getModuleCount();
  const side = count + 8; // four empty modules on each side
  let path = "";
  for (let row = 0; row < count; row += 1) {
    for (let column = 0; column < count; column += 1) {
      if (drawn.isDark(row, column)) path += `M${column + 4} ${row + 4}h1v1h-1z`;
    }
  }
  const make = (name, attributes) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
    return element;
  };
  const svg = make("svg", {
    class: "qr", viewBox: `0 0 ${side} ${side}`, role: "img",
    "aria-label": says || "QR code that opens this list", "shape-rendering": "crispEdges",
  });
  svg.append(make("path", { fill: "#fff", d: `M0 0h${side}v${side}H0z` }), make("path", { d: path }));
  place.prepend(svg);
};
