/* A form without internet: nothing is sent, what was written stays, and the page says why. */
(function () {
  "use strict";
  const says = document.getElementById("no-internet");
  if (!says) return;
  document.querySelectorAll("form[method=post]").forEach((form) => {
    form.addEventListener("submit", (event) => {
      says.hidden = navigator.onLine;
      if (navigator.onLine) return;
      event.preventDefault();
      says.scrollIntoView({ block: "center" });
    });
  });
})();
