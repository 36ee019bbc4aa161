/* Leaving a sensitive page at once, after GOV.UK's "exit this page": the page is blanked, its entry in the history is
   replaced, and a neutral page opens. The link works without this script, but then the history keeps the page. */
(function () {
  "use strict";
  const box = document.querySelector("[data-exit]");
  if (!box) return;
  const link = box.querySelector("a");
  const status = box.querySelector("[role=status]");
  const presses = 3;
  const patience = 5000;
  let pressed = 0;
  let timer = 0;
  let alone = false;

  function leave() {
    status.textContent = box.dataset.leaving;
    document.title = "";
    document.body.style.visibility = "hidden";
    document.documentElement.style.background = "#fff";
    window.location.replace(link.href);
  }

  function forget() {
    window.clearTimeout(timer);
    pressed = 0;
    status.textContent = "";
  }

  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  // a Shift that is held for a capital is no signal: only one that goes down and up with no key between counts
  document.addEventListener("keydown", (event) => {
    if (event.key === "Shift") {
      if (!event.repeat) alone = true;
    } else {
      alone = false;
      forget();
    }
  });
  document.addEventListener("keyup", (event) => {
    if (event.key !== "Shift" || !alone) return;
    alone = false;
    pressed += 1;
    if (pressed >= presses) {
      leave();
      return;
    }
    status.textContent = pressed === 1 ? box.dataset.two : box.dataset.one;
    window.clearTimeout(timer);
    timer = window.setTimeout(forget, patience);
  });
  // who comes back with the browser's "back" must not find a page that stays blank
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) window.location.reload();
  });
})();
