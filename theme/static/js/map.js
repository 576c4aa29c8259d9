/* Numbered dots on a map of templates/components/map.html: connectdoMap(svg).show(points, pick).

A point is {at: [latitude, longitude], number, name}; pick is called with the number of what is
pressed. The data-… numbers of the svg place it, as derive/maps.py does; what lies outside is left
out. The outlines are those of data/finder/ (device/finder_maps.py), once they are loaded. Dots of
which one would cover most of another are one dot, and each press on it goes to the next of its
numbers. The list beside the map says the same to keyboards and readers.
*/
(function () {
  "use strict";
  const ACROSS = 26; // a dot's pixels on the screen, however large the map is drawn
  const LETTER = 9;

  const wordsOf = (numbers) => {
    const [first] = numbers;
    const more = numbers.length - 1;
    if (more < 2) return numbers.join(", ");
    return numbers[more] - first === more ? `${first}–${first + more}` : `${first} +${more}`;
  };

  self.connectdoMap = (svg) => {
    const layer = svg.querySelector("[data-dots]");
    (self.connectdoOutlines || []).forEach(([name, path]) => {
      const outline = svg.insertBefore(document.createElementNS(svg.namespaceURI, "path"), layer);
      outline.setAttribute("d", path);
      outline.append(svg.querySelector("title").cloneNode());
      outline.firstChild.textContent = name;
    });
    const { width, height } = svg.viewBox.baseVal;
    const { west, north, across, down } = svg.dataset;
    let points = [];
    let pick;
    let drawn;

    const scale = () => { // pixels in a unit of the map; a hidden one is as on a small phone
      const box = svg.getBoundingClientRect();
      return Math.min(box.width / width, box.height / height) || 320 / width;
    };

    function draw() {
      drawn = scale();
      const dots = [];
      points.forEach(({ at, number, name }) => {
        const x = (at[1] - west) * across;
        const y = (north - at[0]) * down;
        if (x < 0 || x > width || y < 0 || y > height) return;
        let dot = dots.find((each) => Math.hypot(each.x - x, each.y - y) * drawn < ACROSS / 2);
        if (!dot) dots.unshift(dot = { x, y, numbers: [], names: [] });
        dot.numbers.push(number);
        dot.names.push(`${number}. ${name}`);
      });
      layer.textContent = "";
      // The first number comes last, and so lies on top.
      dots.forEach(({ x, y, numbers, names }) => {
        const dot = layer.appendChild(svg.querySelector("defs g").cloneNode(true));
        const [title, rect, text] = dot.children;
        dot.setAttribute("transform", `translate(${x} ${y}) scale(${1 / drawn})`);
        title.textContent = names.join("\n");
        text.textContent = wordsOf(numbers);
        const long = Math.max(ACROSS, text.textContent.length * LETTER + 8);
        rect.setAttribute("x", -long / 2);
        rect.setAttribute("width", long);
        let turn = 0;
        dot.onclick = () => pick(numbers[turn++ % numbers.length]);
      });
    }

    // Measured anew after each drawing: an observer that is asked again tells its size once more,
    // also of a map that was hidden and seen again before the screen was drawn.
    const observer = new ResizeObserver(() => { if (scale() !== drawn) draw(); });
    return {
      show(these, picked) {
        points = [...these].sort((one, other) => one.number - other.number);
        pick = picked;
        draw();
        observer.disconnect();
        observer.observe(svg);
      },
    };
  };
})();
