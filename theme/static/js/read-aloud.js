/* Reads lines aloud, one after the other, with a voice that lives on the device: the simple version of
a listing, and a step of a plan (plan-hear.js).

Other voices would send the text to somebody's computer, so where there are only such, or none,
no button appears. The button that starts it also stops it. */
(function () {
  "use strict";
  const speech = window.speechSynthesis;

  /* British English first, then any English; of these the one the device prefers. */
  function voice() {
    const best = (one) => 2 * (one.lang.replace("_", "-") === "en-GB") + one.default;
    return speech.getVoices()
      .filter((one) => one.localService && /^en\b/i.test(one.lang.replace("_", "-")))
      .sort((one, other) => best(other) - best(one))[0];
  }

  /* A number to ring digit by digit, and not as so many millions. */
  const digits = (text) => text.replace(/\d(?=\d)/g, "$& ");

  /* Makes `button`, with a <span> of words, read what `lines()` gives. The answer stops it. */
  function readAloud(button, lines) {
    if (!speech) return () => {};
    const words = button.querySelector("span");
    const start = words.textContent;
    let reading = 0; // counts the readings, so that what an old one still says is not heeded

    function stop() {
      if (words.textContent === start) return;
      reading += 1;
      speech.cancel();
      words.textContent = start;
    }

    function read(chosen) {
      const all = lines();
      if (!all.length) return;
      const mine = ++reading;
      speech.cancel(); // whatever another page left behind
      words.textContent = "Stop reading";
      all.forEach((line, at) => {
        const spoken = new SpeechSynthesisUtterance(line);
        spoken.voice = chosen;
        spoken.lang = chosen.lang;
        spoken.rate = 0.9;
        const last = at === all.length - 1;
        spoken.onstart = () => { if (!button.isConnected) stop(); }; // what it belongs to was cleared
        spoken.onend = () => { if (last && mine === reading) stop(); };
        spoken.onerror = () => { if (mine === reading) stop(); };
        speech.speak(spoken);
      });
    }

    button.onclick = () => {
      const chosen = voice();
      if (words.textContent !== start) stop();
      else if (chosen) read(chosen);
    };

    /* Some browsers know their voices only a moment later. */
    function offer() {
      button.hidden = !voice();
    }
    offer();
    if (speech.addEventListener) speech.addEventListener("voiceschanged", offer);
    else speech.onvoiceschanged = offer;
    window.addEventListener("pagehide", stop);
    return stop;
  }
  self.connectdoReadAloud = { readAloud, digits };

  // ---- a listing's simple version, from the name down ----

  function spoken(line) {
    const copy = line.cloneNode(true);
    copy.querySelectorAll(".text, .phone").forEach((number) => {
      number.textContent = digits(number.textContent);
    });
    return copy.textContent.replace(/\s+/g, " ").trim();
  }
  const button = document.querySelector('[data-do="read"]');
  if (button) {
    const part = document.getElementById(button.dataset.read);
    readAloud(button, () =>
      [document.querySelector("h1"), ...part.querySelectorAll("li:not([hidden])")].map(spoken));
  }
})();
