// For whoever imports it: the plain script, which puts its function onto the window.
import "./embed.js";

export const slotwright = (...asked) => window.slotwright(...asked);
export default slotwright;
