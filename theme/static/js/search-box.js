/* The search box of a borough's page: brings what was typed to the borough's search, for once.

The words go along in the tab's own store, as from one search to another (find-cards.js), since they
may be in no address; finder.js takes them out. Without this file a link to the search stands here. */
(function () {
  "use strict";
  const form = document.getElementById("search-box");
  if (!form) return;
  const field = form.querySelector("input");
  form.hidden = false;
  document.getElementById("search-link").hidden = true;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    try {
      sessionStorage.setItem("connectdo.words", field.value.trim());
    } catch { /* then they are typed again */ }
    location.assign(form.dataset.to);
  });
  // A browser that goes back to this page must not show the words again.
  window.addEventListener("pagehide", () => form.reset());
})();
