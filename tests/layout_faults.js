/* What is lost of a page as it lies now: a list of sentences, empty where nothing is.

Words that are kept for readers that hear the page (moved off the screen, or one pixel large) are
no loss; nor is what stands in a box that somebody can scroll with the keyboard. */
(() => {
  const found = [];
  const root = document.documentElement;
  const name = (each) => `${each.outerHTML.slice(0, 90)}`;
  if (root.scrollWidth > root.clientWidth) {
    found.push(`the page is ${root.scrollWidth - root.clientWidth} px too wide`);
  }
  const kept = (each) => each.closest(".skip, svg, [hidden], template");
  const lines = [];
  for (const each of document.body.querySelectorAll("*")) {
    if (kept(each) || !each.checkVisibility({ visibilityProperty: true })) continue;
    const style = getComputedStyle(each);
    const hides = /hidden|clip/.test(style.overflowX + style.overflowY);
    const cut = each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1;
    if (hides && cut && each.clientWidth > 1) found.push(`is cut off: ${name(each)}`);
    if (style.textOverflow === "ellipsis" || style.webkitLineClamp !== "none") {
      found.push(`may be cut off: ${name(each)}`);
    }
    for (const node of each.childNodes) {
      if (node.nodeType !== 3 || !node.textContent.trim()) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const size = parseFloat(style.fontSize);
      for (const box of range.getClientRects()) {
        if (box.right < 0 || box.width < 1) continue;
        if (box.right > root.clientWidth + 1 || box.left < -1) {
          found.push(`runs out of the screen: ${name(each)}`);
        }
        /* The letters themselves, without the room above and below them that fonts keep. */
        const spare = Math.max(0, (box.height - size) / 2) + size * 0.15;
        lines.push([box.left + 1, box.top + spare, box.right - 1, box.bottom - spare, each]);
      }
    }
  }
  lines.sort((a, b) => a[1] - b[1]);
  for (let at = 0; at < lines.length; at++) {
    for (let next = at + 1; next < lines.length && lines[next][1] < lines[at][3]; next++) {
      const [one, other] = [lines[at], lines[next]];
      if (one[0] < other[2] && other[0] < one[2]) {
        found.push(`lies over other words: ${name(one[4])} and ${name(other[4])}`);
      }
    }
  }
  return [...new Set(found)];
})()
