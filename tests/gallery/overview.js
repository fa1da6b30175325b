// All states, each in a frame, with the looks that are chosen above.
import { LANGUAGES, STATES, THEMES } from "./states.js";

const CHOICES = {
  lang: LANGUAGES,
  theme: THEMES,
  scheme: ["light", "dark"],
  density: ["", "0.75", "1.25"],
  width: ["390", "320", "768", "1280"],
};
const form = document.forms[0];
for (const [name, values] of Object.entries(CHOICES)) {
  const select = Object.assign(document.createElement("select"), { name });
  select.append(...values.map((value) => new Option(value || "–", value)));
  const label = document.createElement("label");
  label.append(`${name} `, select);
  form.append(label);
}

/** One after the other: each takes back what the one before has left behind. */
async function show() {
  const { width, ...looks } = Object.fromEntries(new FormData(form));
  const round = (show.round = (show.round ?? 0) + 1);
  document.querySelector("main").replaceChildren();
  for (const state of Object.keys(STATES)) {
    const frame = Object.assign(document.createElement("iframe"), { title: state, width });
    frame.src = `/?${new URLSearchParams({ state, ...looks })}`;
    const figure = document.createElement("figure");
    const caption = document.createElement("figcaption");
    const alone = Object.assign(document.createElement("a"), { href: frame.src, textContent: state });
    caption.append(alone);
    figure.append(caption, frame);
    document.querySelector("main").append(figure);
    while (!frame.contentDocument?.documentElement.dataset.state) await new Promise((done) => setTimeout(done, 50));
    if (round !== show.round) return;
  }
}

form.addEventListener("change", show);
show();
