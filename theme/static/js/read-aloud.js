/* Reads the simple version aloud, from the name down, a line at a time, with a voice that lives on
the device.

Other voices would send the text to somebody's computer, so where there are only such, or none,
no button appears. The button that starts it also stops it. */
(function () {
  "use strict";
  const button = document.querySelector('[data-do="read"]');
  if (!button || !("speechSynthesis" in window)) return;
  const words = button.querySelector("span");
  const start = words.textContent;
  const speech = window.speechSynthesis;
  let reading = 0; // counts the readings, so that what an old one still says is not heeded

  /* British English first, then any English; of these the one the device prefers. */
  function voice() {
    const best = (one) => 2 * (one.lang.replace("_", "-") === "en-GB") + one.default;
    return speech.getVoices()
      .filter((one) => one.localService && /^en\b/i.test(one.lang.replace("_", "-")))
      .sort((one, other) => best(other) - best(one))[0];
  }

  function stop() {
    reading += 1;
    speech.cancel();
    words.textContent = start;
  }

  /* What a line says; a number to ring digit by digit, and not as so many millions. */
  function spoken(line) {
    const copy = line.cloneNode(true);
    copy.querySelectorAll(".text, .phone").forEach((number) => {
      number.textContent = number.textContent.replace(/\d(?=\d)/g, "$& ");
    });
    return copy.textContent.replace(/\s+/g, " ").trim();
  }

  function read(chosen) {
    const mine = ++reading;
    const part = document.getElementById(button.dataset.read);
    const lines = [document.querySelector("h1"), ...part.querySelectorAll("li:not([hidden])")].map(spoken);
    speech.cancel(); // whatever another page left behind
    words.textContent = "Stop reading";
    lines.forEach((line, at) => {
      const spoken = new SpeechSynthesisUtterance(line);
      spoken.voice = chosen;
      spoken.lang = chosen.lang;
      spoken.rate = 0.9;
      const last = at === lines.length - 1;
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
})();
