/* Small conveniences of every page. Without this file nothing is lost but these buttons. */
(function () {
  "use strict";
  const done = document.getElementById("done");

  function say(words) {
    if (done) done.textContent = words;
  }

  function offer(name, action) {
    document.querySelectorAll(`[data-do="${name}"]`).forEach((button) => {
      button.hidden = false;
      button.onclick = () => action(button);
    });
  }

  offer("print", () => window.print());
  // A form needs internet. Without it, a link to one leads to whom to ring.
  addEventListener("click", (event) => {
    const link = event.target.closest("[data-offline]");
    if (link && !navigator.onLine) link.href = link.dataset.offline;
  });
  if (navigator.clipboard) {
    offer("copy", (button) => {
      navigator.clipboard.writeText(button.dataset.copy).then(
        () => say("The link is copied."),
        () => say(`Your browser did not let us copy. The link is: ${button.dataset.copy}`)
      );
    });
  }
})();
