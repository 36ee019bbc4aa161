/* Items of a kind: filtered, sorted, and up to four side by side. What was chosen stands in the address. */
(function () {
  "use strict";
  const MOST = 4;
  const root = document.querySelector("[data-comparing]");
  if (!root) return;
  const form = root.querySelector("[data-sift]");
  const body = root.querySelector("tbody");
  const rows = Array.from(body.rows);
  const selects = Array.from(form.querySelectorAll("select"));
  const ticks = rows.map((row) => row.querySelector("[data-tick]"));
  const beside = root.querySelector("[data-beside]");
  const told = beside.querySelector("[data-told]");
  const place = beside.querySelector(".beside__table");
  const bySlug = new Map(rows.map((row) => [row.dataset.slug, row]));
  const field = root.dataset.field;
  let chosen = [];

  const cell = (row, name) => row.querySelector(`[data-field="${name}"]`);
  const fits = (row, but) =>
    selects.every((one) => one === but || !one.value || cell(row, one.dataset.column).dataset.ids.split(" ").includes(one.value));

  /* of each choice how many there are with the other filters as they stand */
  function count() {
    for (const select of selects) {
      const left = rows.filter((row) => fits(row, select));
      for (const option of select.options) {
        if (!option.value) continue;
        const number = left.filter((row) => cell(row, select.dataset.column).dataset.ids.split(" ").includes(option.value)).length;
        option.textContent = `${option.dataset.label} (${number})`;
        option.disabled = !number && !option.selected;
      }
    }
  }

  function sift() {
    let shown = 0;
    for (const row of rows) {
      row.hidden = !fits(row, null);
      if (!row.hidden) shown += 1;
    }
    form.querySelector("[data-count]").textContent = root.dataset.shown.replace("{shown}", shown).replace("{all}", rows.length);
    root.querySelector("[data-none]").hidden = shown > 0;
    count();
    keep();
  }

  function keep() {
    const address = new URLSearchParams(window.location.search);
    for (const select of selects) {
      if (select.value) address.set(select.name, select.value);
      else address.delete(select.name);
    }
    if (chosen.length) address.set(field, chosen.join(","));
    else address.delete(field);
    const query = address.toString().replaceAll("%2C", ",");
    try {
      window.history.replaceState(null, "", (query ? "?" + query : window.location.pathname) + window.location.hash);
    } catch (error) {
      /* a page opened from disk may not change its address */
    }
  }

  function sort(head, name) {
    const down = head.getAttribute("aria-sort") === "ascending";
    for (const other of root.querySelectorAll("[aria-sort]")) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const order = (row) => cell(row, name).dataset.order;
    const sorted = [...rows].sort((a, b) => order(a).localeCompare(order(b), document.documentElement.lang, { numeric: true }));
    body.append(...(down ? sorted.reverse() : sorted));
  }

  function make(name, text, attributes) {
    const element = document.createElement(name);
    element.append(text);
    for (const [key, value] of Object.entries(attributes || {})) element.setAttribute(key, value);
    return element;
  }

  function show() {
    ticks.forEach((tick, number) => {
      tick.checked = chosen.includes(rows[number].dataset.slug);
    });
    beside.hidden = !chosen.length;
    beside.querySelector("[data-print]").parentElement.hidden = chosen.length < 2;
    told.textContent = chosen.length < 2 ? root.dataset.empty : "";
    place.replaceChildren();
    if (!chosen.length) return;
    const picked = chosen.map((slug) => bySlug.get(slug));
    const table = make("table", "");
    const top = table.createTHead().insertRow();
    top.append(make("td", ""));
    for (const row of picked) {
      const link = cell(row, "title").querySelector("a");
      const head = make("th", link.cloneNode(true), { scope: "col" });
      const button = make("button", root.dataset.remove, { type: "button", "aria-label": `${root.dataset.remove}: ${link.textContent}` });
      button.addEventListener("click", () => {
        choose(row.dataset.slug, false);
        row.querySelector("[data-tick]").focus({ preventScroll: true });
      });
      head.append(button);
      top.append(head);
    }
    const held = table.createTBody();
    for (const first of picked[0].querySelectorAll("td")) {
      const line = held.insertRow();
      line.append(make("th", first.dataset.term, { scope: "row" }));
      for (const row of picked) {
        const from = cell(row, first.dataset.field);
        const copy = make("td", "");
        copy.append(...Array.from(from.childNodes, (node) => node.cloneNode(true)));
        line.append(copy);
      }
    }
    place.append(table);
  }

  function choose(slug, wanted) {
    chosen = chosen.filter((other) => other !== slug);
    const full = wanted && chosen.length >= MOST;
    if (wanted && !full) chosen.push(slug);
    show();
    if (full) told.textContent = root.dataset.full;
    keep();
  }

  const asked = new URLSearchParams(window.location.search);
  for (const select of selects) {
    const wanted = asked.get(select.name);
    if (Array.from(select.options).some((option) => option.value === wanted)) select.value = wanted;
  }
  chosen = (asked.get(field) || "").split(",").filter((slug) => bySlug.has(slug)).slice(0, MOST);
  for (const head of root.querySelectorAll(".compared__table th[data-sort]")) {
    const button = make("button", head.textContent, { type: "button" });
    button.addEventListener("click", () => sort(head, head.dataset.sort));
    head.replaceChildren(button);
  }
  ticks.forEach((tick, number) => {
    tick.closest("label").hidden = false;
    tick.addEventListener("change", () => choose(rows[number].dataset.slug, tick.checked));
  });
  beside.querySelector("[data-print]").addEventListener("click", () => window.print());
  form.addEventListener("change", sift);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => window.setTimeout(sift));
  show();
  sift();
})();
