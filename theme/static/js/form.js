/* A form that cannot be sent: what was written stays, and the page says why. The host is asked first
whether it is there, since a browser throws a page away before it knows. Where the page has a sum, the
answer goes with the form: the number whose digest it names, sought in slices while somebody writes. */
(function () {
  "use strict";
  const says = document.getElementById("no-internet");
  if (!says) return;
  const sum = document.querySelector("input[name=challenge]");
  const proof = sum && window.crypto && crypto.subtle && !sum.form.elements.altcha && ready(sum);
  let there = false; // the host has answered, and the same press goes on
  document.querySelectorAll("form[method=post]").forEach((form) => {
    form.addEventListener("submit", (event) => {
      says.hidden = true;
      if (there || (!form.requestSubmit && navigator.onLine)) return; // an old browser only says what it believes
      event.preventDefault();
      Promise.all([fetch(location.href, { method: "HEAD", cache: "no-store" }), proof && proof()]).then(() => {
        there = true;
        form.requestSubmit(event.submitter);
        there = false;
      }, () => {
        says.hidden = false;
        says.scrollIntoView({ block: "center" });
      });
    });
  });

  /* What a press waits for: ten seconds at most, since a form without an answer is taken, too. */
  function ready(sum) {
    const waits = document.createElement("p");
    waits.setAttribute("role", "status");
    says.after(waits);
    let done = false;
    const work = solve(sum).catch(() => {}).then(() => {
      done = true;
      waits.textContent = "";
    });
    return () => {
      if (!done) waits.textContent = "One moment …";
      return Promise.race([work, new Promise((go) => setTimeout(go, 1e4))]);
    };
  }

  async function solve(sum) {
    const { algorithm, challenge, maxNumber, salt, signature } = JSON.parse(sum.value);
    const wanted = challenge.match(/../g).map((byte) => parseInt(byte, 16));
    const letters = new TextEncoder();
    const tried = async (number) => {
      const digest = new Uint8Array(await crypto.subtle.digest(algorithm, letters.encode(salt + number)));
      return wanted.every((byte, at) => byte === digest[at]);
    };
    for (let from = 0; from <= maxNumber; from += 50) {
      const slice = await Promise.all(Array.from({ length: 50 }, (_, i) => tried(from + i)));
      if (slice.includes(true)) {
        const answer = document.createElement("input");
        answer.type = "hidden";
        answer.name = "altcha";
        answer.value = btoa(JSON.stringify({ algorithm, challenge, number: from + slice.indexOf(true), salt, signature }));
        sum.after(answer);
        return;
      }
      await new Promise((go) => setTimeout(go));
    }
  }
})();
