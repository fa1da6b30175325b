// The page at `/embed`: an integrator chooses element, frame or button, attributes and tokens, sees it live, and copies the lines.
// What there is to choose comes out of `custom-elements.json`, as everything else about the elements does.
const ORIGIN = location.origin;
const form = document.forms[0];
const stage = document.querySelector("[data-stage]");
const code = document.querySelector(".lines code");
const TAGS = { l: "slotwright-booking", s: "slotwright-board" };
const SCRIPTS = { "slotwright-booking": "element.js", "slotwright-board": "board.js" };
// What the link says, or the page around it.
const NOT_CHOSEN = ["src", "token", "nonce"];
/** What a frame's `config` may hold, as it is filled in. */
const OF_FRAMES = ["theme", "lang", "title", "height", "color", "close"];

const [manifest, integrity] = await Promise.all([json("custom-elements.json"), json("sri.json")]);
const declarations = Object.fromEntries(manifest.modules.map(({ declarations: [it] }) => [it.tagName, it]));

async function json(file) {
  const answer = await fetch(file);
  return answer.ok ? answer.json() : null;
}

/** A field for an attribute or a token, by the type that the manifest names. */
function field(name, type, description) {
  const label = document.createElement("label");
  label.className = "choice";
  label.title = description;
  const choices = [...type.matchAll(/"([^"]+)"/g)].map(([, choice]) => choice);
  const isChoice = choices.length > 0 && !/number|string/.test(type.replace(/"[^"]+"/g, ""));
  const box = document.createElement(isChoice ? "select" : "input");
  if (isChoice) box.append(...["", ...choices].map((choice) => new Option(choice || "–", choice)));
  if (type === "boolean") box.type = "checkbox";
  if (/^m(in|ax)$/.test(name)) box.type = "date";
  if (name.includes("color")) box.placeholder = "#0b57d0";
  box.name = name;
  label.append(name, box);
  return label;
}

/** What the link leads to: which element, which token, which server. */
function read(link) {
  try {
    const { origin, hash } = new URL(link);
    const [, kind, token] = /^#([lst])=(.+)$/.exec(hash) ?? [];
    return token ? { origin, token, tag: TAGS[kind] ?? TAGS.l } : null;
  } catch {
    return null;
  }
}

const values = (list) => [...document.querySelectorAll(`[data-list=${list}] [name]`)].map((box) => [box.name, box.type === "checkbox" ? box.checked : box.value]).filter(([, value]) => value);

function describe() {
  const link = form.link.value.trim();
  const known = read(link);
  const kind = form.kind.value;
  return { link, known, kind, tag: known?.tag ?? TAGS.l, attributes: values("attributes"), tokens: values("tokens"), config: config() };
}

/** What a frame is told, of what is filled in. */
function config() {
  const filled = OF_FRAMES.map((name) => [name, form[`frame-${name}`].value.trim()]).filter(([, value]) => value);
  return Object.fromEntries(filled.map(([name, value]) => [name, name === "height" ? Number(value) : value]));
}

/** A script's address and what pins it: that of a version never changes. */
function script(file, attributes) {
  const { version } = customElements.get(TAGS.l);
  const [address, pin] = integrity?.[file]
    ? [`${ORIGIN}/w/${version}/${file}`, ` integrity="${integrity[file]}" crossorigin`]
    : [`${ORIGIN}/${file}`, ""];
  return `<script ${attributes} src="${address}"${pin}></script>`;
}

const text = (value) => value.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");

function lines({ link, known, kind, tag, attributes, tokens, config }) {
  if (kind !== "element") {
    const more = Object.keys(config).length ? `, config: ${JSON.stringify(config)}` : "";
    const shown = JSON.stringify(link || `${ORIGIN}/book#l=HANDLE`);
    const pinned = text(JSON.stringify(config));
    if (kind === "modal") return [`<button data-slotwright-link=${shown}${more ? ` data-slotwright-config="${pinned}"` : ""}>Book a visit</button>`, script("embed.js", "async")].join("\n");
    const call = kind === "inline" ? `slotwright("inline", { target: "#booking", link: ${shown}${more} });` : `slotwright("button", { link: ${shown}${more} });`;
    return [
      ...(kind === "inline" ? ['<div id="booking"></div>'] : []),
      "<script>",
      "  window.slotwright ??= function () { (slotwright.q ??= []).push(arguments); };",
      `  slotwright("init", { origin: "${ORIGIN}" });`,
      `  ${call}`,
      "</script>",
      script("embed.js", "async"),
    ].join("\n");
  }
  const said = attributes.map(([name, value]) => (value === true ? ` ${name}` : ` ${name}="${text(value)}"`)).join("");
  const looks = tokens.length ? ["<style>", `  ${tag} { ${tokens.map(([name, value]) => `${name}: ${value};`).join(" ")} }`, "</style>"] : [];
  return [
    script(SCRIPTS[tag], 'type="module"'),
    ...looks,
    `<${tag} id="booking"${said}></${tag}>`,
    '<script type="module">',
    `  document.querySelector("#booking").token = "${known?.token ?? "HANDLE"}";`,
    "</script>",
  ].join("\n");
}

/** Shows it. An element that is there already is only told what has changed, as a page would. */
function show({ link, known, kind, tag, attributes, tokens, config }) {
  const element = stage.querySelector(`:scope > ${tag}`);
  if (kind === "element" && known && element) return dress(element, attributes, tokens);
  window.slotwright?.("destroy");
  stage.replaceChildren();
  if (!known) return;
  if (kind === "element") {
    const made = document.createElement(tag);
    dress(made, attributes, tokens);
    made.token = known.token;
    return stage.append(made);
  }
  window.slotwright("init", { origin: known.origin });
  if (kind === "inline") window.slotwright("inline", { target: stage, link, config });
  if (kind === "button") {
    window.slotwright("button", { link, config });
    stage.append("The button is in the corner of this page.");
  }
  if (kind === "modal") {
    const opener = document.createElement("button");
    opener.className = "opener";
    opener.textContent = "Book a visit";
    opener.dataset.slotwrightLink = link;
    opener.dataset.slotwrightConfig = JSON.stringify(config);
    stage.append(opener);
  }
}

function dress(element, attributes, tokens) {
  const wanted = new Map(attributes.map(([name, value]) => [name, value === true ? "" : value]));
  for (const { name } of declarations[element.localName].attributes) {
    if (wanted.has(name)) element.setAttribute(name, wanted.get(name));
    else if (!NOT_CHOSEN.includes(name)) element.removeAttribute(name);
  }
  for (const { name } of declarations[element.localName].cssProperties) element.style.removeProperty(name);
  for (const [name, value] of tokens) element.style.setProperty(name, value);
}

let offered;
let shown;

/** The fields that belong to the element; what is filled in stays where the other one has it too. */
function offer(tag) {
  if (offered === tag) return;
  offered = tag;
  const { attributes, cssProperties } = declarations[tag];
  const kept = new Map([...values("attributes"), ...values("tokens")]);
  const fill = (list, fields) => document.querySelector(`[data-list=${list}]`).replaceChildren(...fields);
  fill("attributes", attributes.filter(({ name }) => !NOT_CHOSEN.includes(name)).map(({ name, type, description }) => field(name, type.text, description)));
  fill("tokens", cssProperties.map(({ name, description }) => field(name, "string", description)));
  for (const [name, value] of kept) if (form.elements[name]) form.elements[name].value = value;
}

function update() {
  const link = form.link.value.trim();
  offer((read(link) ?? { tag: TAGS.l }).tag);
  const chosen = describe();
  for (const part of form.querySelectorAll("[data-for]")) part.hidden = (part.dataset.for === "element") !== (chosen.kind === "element");
  const said = !link || chosen.known ? "" : "This is no link of Slotwright: it ends in #l= or #s= and a handle.";
  const where = chosen.known && chosen.known.origin !== ORIGIN ? `This link is of another server, ${chosen.known.origin}: open its /embed.` : said;
  document.querySelector("#link-said").textContent = where;
  if (where) chosen.known = null;
  code.textContent = lines(chosen);
  const key = JSON.stringify([chosen.known, chosen.kind, chosen.kind === "element" ? [chosen.attributes, chosen.tokens] : chosen.config]);
  if (key === shown) return;
  shown = key;
  show(chosen);
}

document.querySelector("[data-copy]").onclick = async () => {
  const copied = document.querySelector("[data-copied]");
  try {
    await navigator.clipboard.writeText(code.textContent);
    copied.textContent = "Copied.";
  } catch {
    getSelection().selectAllChildren(code);
    copied.textContent = "Selected: copy it with the keyboard.";
  }
};
document.querySelector("[data-origins]").textContent =
  `The page that you put them into has to be listed: ALLOWED_ORIGINS=https://shop.example on this server, with the origin of that page. slotwright-server csp --host ORIGIN prints what its policy needs.`;
/** A whole look: its sheet, which sets tokens and nothing else, fills their fields. */
form.elements.look.addEventListener("change", async ({ target: { value: name } }) => {
  const sheet = new CSSStyleSheet();
  if (name) sheet.replaceSync(await (await fetch(`theme-${name}.css`)).text());
  const set = sheet.cssRules[0]?.style;
  for (const box of document.querySelectorAll("[data-list=tokens] [name]")) box.value = set?.getPropertyValue(box.name).trim() ?? "";
  update();
});
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("input", update);
// A link can be handed over as the page's own fragment: `/embed#l=…`.
if (/^#[lst]=/.test(location.hash)) {
  form.link.value = `${ORIGIN}/${location.hash.startsWith("#s") ? "board" : "book"}${location.hash}`;
  history.replaceState(null, "", location.pathname);
}
update();
