// A page with our booking page in a frame, and what is seen of it from both sides.
import { goOnWith } from "./steps.mjs";
import { expect } from "./elsewhere.mjs";

/** The page around a frame with these attributes. */
export const around = (src, attributes = "") =>
  `<!doctype html><html lang="en"><title>A CRM</title><body style="margin:0">
   <iframe title="Booking" width="600" height="900" ${attributes} src="${src}"></iframe></body></html>`;

/** The page around a frame that the loader puts there. */
export const loading = (server, body = "") => `<!doctype html><html lang="en"><title>A CRM</title>
  <body style="margin:0"><div id="booking"></div>${body}
  <script>
    window.slotwright ??= function () { (slotwright.q ??= []).push(arguments); };
    window.heard = [];
    slotwright("init", { origin: "${server.url}" });
    slotwright("on", { event: "*", handler: (event) => heard.push(event) });
  </script>
  <script async src="${server.url}/embed.js"></script></body></html>`;

/** A day's first time, in a page or a frame. */
export const firstOpening = (frame) => frame.getByRole("button", { name: /^\d{1,2}:\d\d.* to \d{1,2}:\d\d/ }).first();

/** Books the first time. */
export async function bookIn(frame) {
  await goOnWith(frame, firstOpening(frame));
  const last = frame.getByRole("button", { name: "Book this visit" });
  await last.scrollIntoViewIfNeeded();
  // What is not seen yet books nothing.
  await last.evaluate((button) => new Promise((seen) => new IntersectionObserver(([entry]) => entry.intersectionRatio >= 0.5 && seen(), { threshold: 0.5 }).observe(button)));
  await last.click();
  await expect(frame.getByRole("heading", { name: "Your visit is booked" })).toBeVisible();
}

/** The jobs of an account that a customer has booked with a link. */
export const bookedIn = async (server, account) =>
  (await server.jobsOf(account.id)).filter((job) => job.status === "scheduled" && job.created_by_user_id === null);
