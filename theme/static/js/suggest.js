/* The suggest page, opened from a listing: its id stands after "#about=" and stays on the device. */
(function () {
  "use strict";
  var found = /^#about=([a-z0-9-]+)\/([a-z0-9-]+)$/.exec(location.hash);
  var about = document.getElementById("about");
  if (!found || !about) return;
  var place = document.getElementById(found[1]);
  var name = found[2].replace(/-/g, " ");
  about.textContent = "This is about “" + name + "”.";
  if (!place) return;
  place.querySelectorAll('a[href^="mailto:"]').forEach(function (link) {
    var address = link.getAttribute("href").split("?")[0];
    link.href = address + "?subject=" + encodeURIComponent("About " + name) +
      "&body=" + encodeURIComponent("This is about " + found[1] + "/" + found[2] + ".\n\nWhat is wrong: ");
  });
  place.parentNode.parentNode.prepend(place.parentNode);
})();
