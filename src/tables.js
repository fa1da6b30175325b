// The texts of the booking element in each language beside English: files that are asked for where they are spoken.
export const tables = {
  ar: () => import("./slotwright.ar.js"),
  de: () => import("./slotwright.de.js"),
  es: () => import("./slotwright.es.js"),
  fr: () => import("./slotwright.fr.js"),
  pl: () => import("./slotwright.pl.js"),
  pt: () => import("./slotwright.pt.js"),
};
