// The loader, as a module and as a script of the page.
import { slotwright } from "@slotwright/embed";
import type {} from "@slotwright/embed/embed.js";

const link = "https://book.example/book#l=HANDLE";
slotwright("init", { origin: "https://book.example" });
slotwright("inline", { target: "#booking", link, config: { theme: "dark", height: 600 } });
slotwright("on", { event: "booked", handler: ({ ref }) => ref.length });
slotwright("on", { event: "*", handler: (told) => told.type === "resize" && told.height > 0 });
slotwright("destroy");
window.slotwright?.("modal", { link });
// @ts-expect-error a page can't book
slotwright("confirm", { link });
// @ts-expect-error where to
slotwright("inline", { link });
// @ts-expect-error no name is told
slotwright("on", { event: "booked", handler: ({ name }) => name });
