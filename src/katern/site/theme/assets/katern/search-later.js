/* Material fetches the whole search index, a megabyte here, on every page. This holds that one request back until a
   reader goes to the search box, or comes from a search (`?q=`, `?h=`). */
(function () {
  "use strict";
  const asked = new URLSearchParams(window.location.search);
  const box = document.forms.namedItem("search");
  if (!box || asked.has("q") || asked.has("h")) return;
  const { open, send } = XMLHttpRequest.prototype;
  let waiting = [];

  function release() {
    XMLHttpRequest.prototype.open = open;
    XMLHttpRequest.prototype.send = send;
    for (const request of waiting) send.call(request);
    waiting = [];
  }

  XMLHttpRequest.prototype.open = function (method, url, ...rest) {
    this.katernLater = String(url).endsWith("/search_index.json");
    return open.call(this, method, url, ...rest);
  };
  XMLHttpRequest.prototype.send = function (...body) {
    if (this.katernLater) waiting.push(this);
    else send.apply(this, body);
  };
  box.addEventListener("focusin", release, { once: true });
  document.getElementById("__search").addEventListener("change", release, { once: true });
})();
