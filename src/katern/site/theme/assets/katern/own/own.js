/* A booklet of one's own: a reader ticks chapters, adds date, place and logo, and gets a PDF that this browser made.
   Loaded where a page has pieces to choose from; what sets them (Typst) is fetched when somebody asks for a booklet. */

const LOGOS = { "image/png": "png", "image/jpeg": "jpg", "image/svg+xml": "svg" };

export function prepare(box) {
  const words = JSON.parse(box.dataset.words);
  box.hidden = false;
  for (const one of box.querySelectorAll(".own__one")) {
    one.addEventListener("toggle", () => open(one, box.dataset.tools, words), { once: true });
  }
}

async function open(one, tools, words) {
  const answer = await fetch(one.dataset.own);
  if (!answer.ok) return;
  const booklet = await answer.json();
  one.append(form(booklet, new URL(tools, location.href).href, words, answer.url));
}

function make(tag, attributes = {}, ...inside) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...inside);
  return element;
}

function field(label, attributes) {
  const input = make("input", attributes);
  return [make("label", { class: "own__field" }, make("span", {}, label), input), input];
}

function form(booklet, tools, words, from) {
  const boxes = booklet.chapters.map(() => make("input", { type: "checkbox", checked: "" }));
  const chapters = boxes.map((box, place) => make("label", { class: "own__chapter" }, box, " ", booklet.chapters[place].title));
  const tick = (name, on) => {
    const button = make("button", { type: "button", class: "own__all" }, name);
    button.addEventListener("click", () => boxes.forEach((box) => (box.checked = on)));
    return button;
  };
  const [dateLabel, date] = field(words.date, { type: "date" });
  const [placeLabel, place] = field(words.place, { type: "text", maxlength: "120", autocomplete: "off" });
  const [logoLabel, logo] = field(words.logo, { type: "file", accept: Object.keys(LOGOS).join(",") });
  const said = make("p", { class: "own__said", role: "status" });
  const button = make("button", { type: "submit", class: "own__make" }, words.make);
  const whole = make("form", { class: "own__form" },
    make("fieldset", {}, make("legend", {}, words.choose), tick(words.all, true), tick(words.none, false), ...chapters),
    dateLabel, placeLabel, logoLabel, button, said);
  whole.addEventListener("submit", async (event) => {
    event.preventDefault();
    const chosen = boxes.flatMap((box, number) => (box.checked ? [number] : []));
    if (!chosen.length) return void (said.textContent = words.empty);
    said.textContent = words.busy;
    button.disabled = true;
    try {
      const facts = { date: shown(date.value), place: place.value.trim(), logo: await picture(logo.files[0]) };
      const pdf = await set(booklet, chosen, facts, tools);
      offer(said, words.made, new Blob([pdf], { type: "application/pdf" }), from.split("/").pop().replace(/\.json$/, ".pdf"));
    } catch (problem) {
      console.info(problem);
      said.textContent = words.failed;
    }
    button.disabled = false;
  });
  return whole;
}

function shown(day) {
  if (!day) return "";
  return new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long", timeZone: "UTC" }).format(new Date(day));
}

async function picture(file) {
  if (!file) return null;
  if (!(file.type in LOGOS)) throw new Error(file.type);
  return { name: "own-logo." + LOGOS[file.type], data: new Uint8Array(await file.arrayBuffer()) };
}

/* In a worker, so that the page goes on answering. */
function set(booklet, chosen, facts, tools) {
  const worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => (data.pdf ? resolve(data.pdf) : reject(new Error(data.problem)));
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage({ booklet, chosen, facts, tools });
  }).finally(() => worker.terminate());
}

function offer(said, words, blob, name) {
  const link = make("a", { href: URL.createObjectURL(blob), download: name }, name);
  said.replaceChildren(words + " ", link);
  link.focus();
}
