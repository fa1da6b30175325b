// The shop without a framework: what it binds it sets by hand.
import { begin, BOUND, server, token } from "./said.js";

begin(() => {
  const app = document.querySelector("#app");
  const output = document.createElement("output");
  const element = document.createElement("slotwright-booking");
  element.innerHTML = "<p>Please call us.</p>";
  // Set before it is in the page, and perhaps before it is defined.
  Object.assign(element, { src: server, token }, BOUND.first);
  element.addEventListener("slotwright-booking-confirmed", ({ detail }) => (output.textContent += `booked ${detail.job_id}`));
  const button = (name, onclick) => Object.assign(document.createElement("button"), { textContent: name, onclick });
  app.append(...Object.entries(BOUND).map(([name, values]) => button(name, () => Object.assign(element, values))));
  app.append(button("toggle", () => (element.isConnected ? element.remove() : app.append(element))), output, element);
});
