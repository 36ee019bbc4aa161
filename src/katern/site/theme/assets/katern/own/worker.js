/* Sets a booklet of chosen chapters with Typst, away from the page. */

let typst;

onmessage = async ({ data }) => {
  try {
    const pdf = await set(data);
    postMessage({ pdf }, [pdf.buffer]);
  } catch (problem) {
    postMessage({ problem: String(problem) });
  }
};

async function bytes(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  return new Uint8Array(await answer.arrayBuffer());
}

async function set({ booklet, chosen, facts, tools }) {
  const kit = JSON.parse(new TextDecoder().decode(await bytes(tools + "tools.json")));
  typst = await import(tools + kit.script);
  const [program, ...fonts] = await Promise.all([kit.program, ...kit.fonts].map((name) => bytes(tools + name)));
  await typst.default({ module_or_path: program });
  const builder = new typst.TypstCompilerBuilder();
  builder.set_dummy_access_model();
  for (const font of fonts) await builder.add_raw_font(font);
  const compiler = await builder.build();
  for (const [name, text] of Object.entries(kit.templates)) compiler.add_source("/" + name, text);
  for (const [name, text] of Object.entries(booklet.pictures)) {
    compiler.map_shadow("/" + name, Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0)));
  }
  if (facts.logo) compiler.map_shadow("/" + facts.logo.name, facts.logo.data);
  const own = { date: facts.date, place: facts.place, logo: facts.logo ? facts.logo.name : null };
  compiler.add_source("/booklet-of-ones-own.typ", source(booklet, chosen));
  const inputs = [["data", JSON.stringify({ ...booklet.data, own })]];
  const made = compiler.compile("/booklet-of-ones-own.typ", inputs, "pdf", 3);
  if (!made.result) throw new Error(JSON.stringify(made.diagnostics));
  return made.result;
}

/* The chosen chapters, and of each list what these refer to. */
function source({ chapters, lists }, chosen) {
  const uses = new Set(chosen.flatMap((number) => chapters[number].uses));
  const parts = chosen.map((number) => chapters[number].text);
  for (const { head, entries } of lists) {
    const used = entries.filter((entry) => uses.has(entry.name));
    if (used.length) parts.push(head, ...used.map((entry) => entry.text));
  }
  return ['#import "katern.typ": *', '#import "booklet.typ": *', '#import "own.typ": *', "#show: own", ...parts].join("\n\n");
}
