// Siteimprove's Alfa: a second opinion beside axe's, by an implementation of its own of style, names and rules.
import { Audit } from "@siteimprove/alfa-act";
import { Playwright } from "@siteimprove/alfa-playwright";
import RULES from "@siteimprove/alfa-rules";
import { Conformance, Criterion } from "@siteimprove/alfa-wcag";

const isAA = Conformance.isAA();

/** All but those of which every criterion is of level AAA. */
const JUDGED = RULES.filter((rule) => {
  const criteria = rule.requirements.filter(Criterion.isCriterion);
  return criteria.length === 0 || criteria.some((criterion) => isAA(criterion));
});
/** What colours decide: contrast of text, links that are told by colour, the focus that is seen. */
const OF_COLOURS = ["sia-r62", "sia-r65", "sia-r69"];
const COLOURS = JUDGED.filter(({ uri }) => OF_COLOURS.some((name) => uri.endsWith(name)));

/**
 * What Alfa finds wrong in the page, and what it can't tell: each as the rule's name and the element. `of: "colours"` judges by these
 * alone.
 */
export async function judgedByAlfa(page, { of = "all" } = {}) {
  await page.evaluate(freeze);
  const read = await Playwright.toPage(await page.evaluateHandle(() => document));
  await page.evaluate(thaw);
  const outcomes = await Audit.of(read, of === "colours" ? COLOURS : JUDGED).evaluate();
  const [violations, open] = [[], []];
  for (const outcome of outcomes) {
    const list = { failed: violations, cantTell: open }[outcome.outcome];
    list?.push({ rule: outcome.rule.uri.split("/").pop(), at: at(outcome) });
  }
  return { violations, open };
}

/** The element, as its tag stands in the page, and why. */
function at(outcome) {
  const { target, expectations } = outcome.toJSON();
  const one = [target].flat()[0] ?? {};
  const attributes = (one.attributes ?? []).filter(({ name }) => name !== "style").map(({ name, value }) => ` ${name}="${value}"`);
  const said = (expectations ?? []).map(([, expectation]) => expectation.error?.message ?? "").filter(Boolean);
  return `<${one.name ?? one.data ?? one.type}${attributes.join("")}>${said.length ? `: ${said.join(" ")}` : ""}`;
}

/** Writes onto each element what the browser has made of our style sheets: Alfa knows no relative colours and no `light-dark()`. */
function freeze() {
  const paint = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const rgb = (colour) => {
    paint.clearRect(0, 0, 1, 1);
    paint.fillStyle = colour;
    paint.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = paint.getImageData(0, 0, 1, 1).data;
    return `rgba(${r}, ${g}, ${b}, ${a / 255})`;
  };
  const COLOURS = ["color", "background-color", "outline-color", "border-top-color", "border-bottom-color"];
  const SIZES = ["font-size", "font-weight", "line-height", "text-decoration-line", "letter-spacing", "word-spacing", "text-align", "opacity"];
  const all = [];
  const walk = (root) => {
    for (const element of root.querySelectorAll("*")) {
      all.push(element);
      if (element.shadowRoot) walk(element.shadowRoot);
    }
  };
  walk(document);
  const styles = all.map((element) => {
    const style = getComputedStyle(element);
    return [...COLOURS.map((name) => [name, rgb(style.getPropertyValue(name))]), ...SIZES.map((name) => [name, style.getPropertyValue(name)])];
  });
  for (const [index, element] of all.entries()) {
    element.frozen = element.getAttribute("style");
    for (const [name, value] of styles[index]) element.style.setProperty(name, value);
  }
  window.thaw = () => {
    for (const element of all) {
      if (element.frozen === null) element.removeAttribute("style");
      else element.setAttribute("style", element.frozen);
      delete element.frozen;
    }
  };
}

function thaw() {
  window.thaw();
}
