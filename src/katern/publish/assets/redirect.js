/* An address that leads on: to another version or page, with the question and the fragment that the reader came with. */
(function () {
  "use strict";
  const to = document.currentScript.dataset.to;
  window.location.replace(new URL(to, window.location.href).href + window.location.search + window.location.hash);
})();
