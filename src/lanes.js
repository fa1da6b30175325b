// Draws what stands in the lanes of the schedule: hundreds of elements at once. In JavaScript, since each value that is set from wasm
// is a text of its own that has to be decoded: from here it takes a third of the time (`cargo xtask bench board`).
// `src/board/views/visit.rs` declares it, and says what the lines are.

/** What ends a line, and what ends a field in it: no text that people write has them. */
const [LINE, FIELD] = ["\u001e", "\u001f"];

const made = (tag, name, attributes = {}) => {
  const element = document.createElement(tag);
  element.className = name;
  for (const attribute in attributes) element.setAttribute(attribute, attributes[attribute]);
  return element;
};

/** The elements that those in the lanes are clones of. */
let patterns;

function patternsOf() {
  const visit = made("span", "placed", { part: "block" });
  const button = made("button", "visit", { type: "button", part: "button" });
  const card = made("span", "visit-card");
  // Two lines for the eye, two words for whoever reads them as one.
  card.append(made("span", "visit-whose", { dir: "auto" }), " ", made("span", "more"));
  button.append(card);
  visit.append(button);
  return { band: made("span", ""), visit, end: made("span", "visit-end", { "aria-hidden": "true" }) };
}

/** A stretch of time: `kind` is its class, `state` says which, `said` stands in it. */
function band(kind, state, said) {
  const element = patterns.band.cloneNode();
  element.className = kind;
  if (state) element.setAttribute("data-state", state);
  if (said) {
    element.title = said;
    element.textContent = said;
  }
  // What a margin says stands in the name of its visit.
  if (kind === "margin") element.setAttribute("aria-hidden", "true");
  return element;
}

/** A visit. `marks` names the marks that it has, `isOpen` is empty for one that is over. */
function visit(job, place, isLed, name, color, state, presence, marks, whose, more, isOpen) {
  const element = patterns.visit.cloneNode(true);
  const button = element.firstChild;
  const card = button.firstChild;
  element.setAttribute("data-job", job);
  button.setAttribute("tabindex", isLed ? "0" : "-1");
  button.setAttribute("data-is", place);
  button.setAttribute("aria-label", name);
  // For the eye, where the card is too narrow for what stands on it.
  card.title = name;
  card.setAttribute("data-color", color);
  card.setAttribute("data-state", state);
  card.setAttribute("data-presence", presence);
  for (const mark of marks.split(" ")) if (mark) (mark === "data-fresh" ? card : element).setAttribute(mark, "true");
  card.firstChild.textContent = whose;
  card.lastChild.textContent = more;
  // Only for the pointer: by key it is made longer in hand.
  if (isOpen) element.append(patterns.end.cloneNode());
  return element;
}

/** Draws lines into an element, in place of what was in it. */
export function draw(into, lines) {
  patterns ??= patternsOf();
  const drawn = lines.split(LINE).slice(0, -1).map((line) => {
    const [at, length, kind, ...said] = line.split(FIELD);
    const element = kind === "visit" ? visit(...said) : band(kind, ...said);
    // Properties: a host's policy that refuses the attribute lets them pass.
    element.style.setProperty("--_at", at);
    element.style.setProperty("--_for", length);
    return element;
  });
  into.replaceChildren(...drawn);
}
