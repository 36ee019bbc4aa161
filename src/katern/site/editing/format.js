// Teaches the editing place how pages are written: a field of front matter that nobody changed keeps its lines.
(() => {
  "use strict";
  const { load, dump, CORE_SCHEMA } = window.jsyaml;
  // holds what a file said before: it is written nowhere
  const WRITTEN = "katern_written";
  const FRONT = /^---[ \t]*\n([\s\S]*?)^---[ \t]*(?:\n|$)/m;
  const FIELD = /^(["']?)([^\s#"'[\]{},&*!|>%@`-][^:\n]*?)\1[ \t]*:(?=\s|$)/;

  const read = (front) => (/^[ \t]*[^#\s]/m.test(front) ? (load(front, { schema: CORE_SCHEMA }) ?? {}) : {});

  const sorted = (value) =>
    value && typeof value === "object" && !Array.isArray(value)
      ? Object.fromEntries(Object.keys(value).sort().map((name) => [name, sorted(value[name])]))
      : Array.isArray(value)
        ? value.map(sorted)
        : value;

  const same = (one, other) => JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));

  const empty = (value) =>
    value === undefined || value === null || value === false || value === "" ||
    (typeof value === "object" && Object.values(value).every(empty));

  // The lines of each field; a remark goes with the field below it.
  const parts = (front) => {
    const found = [];
    let waiting = "";
    for (const line of front.match(/[^\n]*\n|[^\n]+$/g) ?? []) {
      const field = FIELD.exec(line);
      if (field) {
        found.push({ name: field[2], above: waiting, text: line });
        waiting = "";
      } else if (/^(#.*)?\n?$/.test(line) || !found.length) {
        waiting += line;
      } else {
        found.at(-1).text += waiting + line;
        waiting = "";
      }
    }
    return { found, below: waiting };
  };

  const short = (value) =>
    Array.isArray(value) && value.every((one) => typeof one !== "object" && String(one).length < 40);

  // A text that the YAML of Katern, which is older, takes for something else; a day is a day there too.
  const other = (value) =>
    typeof value === "string"
      ? /^(?:y|n|yes|no|on|off|[-+]?[\d_.][\d_.:]*)$/i.test(value)
      : typeof value === "object" && value !== null && Object.values(value).some(other);

  // A field as its file wrote it before: in one line or several, in quotes or without.
  const written = (name, value, before) => {
    const flow = before ? /:[ \t]*[[{]/.test(before.split("\n")[0]) : short(value);
    const quoted = other(value) || /(?::|^[ \t]*-)[ \t]+"/m.test(before);
    return dump(
      { [name]: value },
      { schema: CORE_SCHEMA, lineWidth: -1, noRefs: true, quoteStyle: "double", forceQuotes: quoted, flowLevel: flow ? 1 : -1 },
    );
  };

  const fromFile = (text) => {
    // the editing place has taken away blank lines at both ends, and line ends of Windows
    const match = text.startsWith("---") ? FRONT.exec(text) : null;
    const front = match ? match[1] : "";
    const rest = match ? text.slice(match[0].length) : text;
    const body = rest.replace(/^\n+/, "");
    const kept = { front, before: body ? rest.slice(0, rest.length - body.length) : "\n" };
    return { ...read(front), body, [WRITTEN]: JSON.stringify(kept) };
  };

  const toFile = ({ [WRITTEN]: kept, body = "", ...fields }) => {
    const old = kept ? JSON.parse(kept) : { front: "", before: "\n" };
    const before = read(old.front);
    const { found, below } = parts(old.front);
    let front = "";
    for (const part of found) {
      const value = fields[part.name];
      if (same(value, before[part.name]) || (empty(value) && empty(before[part.name]))) {
        front += part.above + part.text;
      } else {
        front += part.above + (empty(value) ? "" : written(part.name, value, part.text));
      }
    }
    for (const [name, value] of Object.entries(fields)) {
      if (!(name in before) && !empty(value)) front += written(name, value, "");
    }
    const text = body.replace(/\r\n/g, "\n");
    return front || below ? `---\n${front}${below}---\n${old.before}${text}` : text;
  };

  // in the place of the format of that name, which writes a whole file anew
  window.CMS.registerCustomFormat("yaml-frontmatter", "md", { fromFile, toFile });

  // Many pages have one form: each is told once, and stands here by its name.
  const start = async () => {
    const { forms, ...config } = await (await fetch("config.json")).json();
    const whole = (value) => {
      if (Array.isArray(value)) return value.map(whole);
      if (value === null || typeof value !== "object") return value;
      return Object.fromEntries(
        Object.entries(value).map(([name, one]) => [name, name === "fields" && typeof one === "string" ? forms[one] : whole(one)]),
      );
    };
    window.CMS.init({ config: { ...whole(config), load_config_file: false } });
  };
  start();
})();
