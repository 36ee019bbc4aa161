/* The map of evidence by setting, group and ground: what does not fit goes, and the cells count what is left. */
export function prepare(map) {
  const words = JSON.parse(map.dataset.filters);
  const names = ["settings", "groups", "grounds"];
  const cells = Array.from(map.querySelectorAll("td[data-results]"), (cell) => [cell, JSON.parse(cell.dataset.results)]);
  // the studies, where they stand on the same page
  const rows = Array.from(document.querySelectorAll(".evidence__row[data-of-map]"));
  const form = document.createElement("form");
  form.className = "filters evidence-filters";
  const selects = words.fields.map(([name, label, options]) => {
    const select = document.createElement("select");
    select.name = name;
    select.append(new Option(words.all, ""), ...options.map(([id, text]) => new Option(text, id)));
    const box = document.createElement("label");
    box.append(`${label} `, select);
    form.append(box, " ");
    return select;
  });
  const reset = document.createElement("button");
  reset.type = "reset";
  reset.textContent = words.reset;
  const shown = document.createElement("output");
  form.append(reset, " ", shown);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", show);
  form.addEventListener("reset", () => setTimeout(show));
  map.before(form);
  const asked = new URLSearchParams(location.search);
  for (const select of selects) if (asked.get(select.name)) select.value = asked.get(select.name);
  show();

  function show() {
    const wanted = selects.filter((select) => select.value);
    const address = new URL(location.href);
    for (const select of selects) {
      if (select.value) address.searchParams.set(select.name, select.value);
      else address.searchParams.delete(select.name);
    }
    if (address.href !== location.href) history.replaceState(null, "", address);
    for (const row of rows) {
      row.hidden = !wanted.every((select) => has(row.dataset[select.name] ?? "", select.value));
    }
    let [left, all] = [0, 0];
    for (const [cell, results] of cells) {
      const found = results.filter((one) => wanted.every((select) => has(one[names.indexOf(select.name) + 1], select.value)));
      count(cell.querySelector("a") ?? cell, found);
      [left, all] = [left + found.length, all + results.length];
    }
    shown.textContent = words.shown.replace("{shown}", left).replace("{all}", all);
    for (const line of map.tBodies[0].rows) {
      line.hidden = wanted.length > 0 && !line.querySelector(".evidence-map__count");
    }
    for (const list of rows.length ? document.querySelectorAll("ul.evidence[id]") : []) {
      const empty = !list.querySelector(".evidence__row:not([hidden])");
      list.hidden = empty;
      if (list.previousElementSibling?.tagName === "H2") list.previousElementSibling.hidden = empty;
    }
  }

  function count(cell, found) {
    cell.replaceChildren();
    for (const [direction, word] of Object.entries(words.directions)) {
      const number = found.filter(([said]) => said === direction).length;
      if (!number) continue;
      const told = document.createElement("span");
      told.className = `evidence-map__count evidence-map__count--${direction}`;
      told.textContent = `${number} ${word.charAt(0).toLowerCase()}${word.slice(1)}`;
      cell.append(told, " ");
    }
  }
}

function has(ids, id) {
  return ids.split(" ").includes(id);
}
