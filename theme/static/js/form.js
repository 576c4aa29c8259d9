/* A form that cannot be sent: what was written stays, and the page says why. The host is asked first
whether it is there, since a browser throws a page away before it knows. */
(function () {
  "use strict";
  const says = document.getElementById("no-internet");
  if (!says) return;
  let there = false; // the host has answered, and the same press goes on
  document.querySelectorAll("form[method=post]").forEach((form) => {
    form.addEventListener("submit", (event) => {
      says.hidden = true;
      if (there || (!form.requestSubmit && navigator.onLine)) return; // an old browser only says what it believes
      event.preventDefault();
      fetch(location.href, { method: "HEAD", cache: "no-store" }).then(() => {
        there = true;
        form.requestSubmit(event.submitter);
        there = false;
      }, () => {
        says.hidden = false;
        says.scrollIntoView({ block: "center" });
      });
    });
  });
})();
