// What the pages of all frameworks have in common: where to book comes from their own address, and what they bind from here.
const { server, token, late } = Object.fromEntries(new URLSearchParams(location.search));

/** The server, the handle of the link, and whether the element is to be defined long after the page is there. */
export { server, token };

/** What a page binds first, then instead, and then no more. */
export const BOUND = {
  first: { firstDay: "monday", theme: "light", headingLevel: 3, support: true },
  second: { firstDay: "saturday", theme: "dark", headingLevel: 5, support: false },
  none: { firstDay: null, theme: null, headingLevel: null, support: false },
};

/** Defines the element, before the page is made or at the press of a button. */
export async function begin(make) {
  const define = () => import("@slotwright/widget");
  if (!late) await define();
  make();
  if (!late) return;
  const button = Object.assign(document.createElement("button"), { textContent: "Define", onclick: define });
  document.body.append(button);
}
