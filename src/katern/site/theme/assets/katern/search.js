/* Opens the search. Nothing of it is fetched before somebody asks for it: by a button, by `/`, or by an address with `?q=`. */
(function () {
  "use strict";
  const here = document.currentScript.src;
  let box = null;

  function open(question) {
    box = box || import(new URL("search/box.js", here).href).then((module) => module.make(new URL("../../", here).href));
    box.then((made) => made.open(question)).catch((error) => {
      box = null;
      throw error;
    });
  }

  function isTyping(target) {
    return target instanceof Element && target.closest("input, textarea, select, [contenteditable]") !== null;
  }

  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("[data-search-open]")) open();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    event.preventDefault();
    open();
  });
  // a form that asks on a page of its own, as that for what is not there
  document.addEventListener("submit", (event) => {
    const field = event.target.matches("[role=search]") ? event.target.querySelector("[name=q]") : null;
    if (!field) return;
    event.preventDefault();
    open(field.value);
  });
  // the switch that themes open their own search by
  const toggle = document.getElementById("__search");
  if (toggle) {
    toggle.addEventListener("change", () => {
      if (!toggle.checked) return;
      toggle.checked = false;
      open();
    });
  }
  const asked = new URLSearchParams(window.location.search).get("q");
  if (asked) open(asked);
})();
