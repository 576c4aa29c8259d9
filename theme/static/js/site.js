/* Small conveniences of every page. Without this file nothing is lost but these buttons. */
(function () {
  "use strict";
  var done = document.getElementById("done");

  function say(words) {
    if (done) done.textContent = words;
  }

  /* Voices that live on the device only: others would send the text away. */
  function localVoice() {
    return speechSynthesis.getVoices().filter(function (voice) {
      return voice.localService && /^en/i.test(voice.lang);
    }).sort(function (a, b) {
      return (b.lang === "en-GB") - (a.lang === "en-GB");
    })[0];
  }

  var actions = {
    print: function () { window.print(); },
    copy: function (button) {
      navigator.clipboard.writeText(button.dataset.copy).then(
        function () { say("The link is copied."); },
        function () { say("Your browser did not let us copy. The link is: " + button.dataset.copy); }
      );
    },
    read: function (button) {
      if (speechSynthesis.speaking) { speechSynthesis.cancel(); return; }
      var part = document.getElementById(button.dataset.read).parentNode;
      part.querySelectorAll("h2, li").forEach(function (line) {
        var spoken = new SpeechSynthesisUtterance(line.textContent);
        spoken.voice = localVoice();
        spoken.lang = "en-GB";
        spoken.rate = 0.9;
        speechSynthesis.speak(spoken);
      });
    }
  };

  function show(name) {
    document.querySelectorAll('[data-do="' + name + '"]').forEach(function (button) {
      button.hidden = false;
      button.onclick = function () { actions[name](button); };
    });
  }

  show("print");
  if (navigator.clipboard) show("copy");
  if ("speechSynthesis" in window && document.querySelector('[data-do="read"]')) {
    var offer = function () { if (localVoice()) show("read"); };
    offer();
    speechSynthesis.onvoiceschanged = offer;
    window.addEventListener("pagehide", function () { speechSynthesis.cancel(); });
  }
})();
