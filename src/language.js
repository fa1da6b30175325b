// Which language an element speaks, and its texts. English is in the program; each other language is a file, asked for only where it
// is spoken.

const ENGLISH = "en";

/**
 * The language of `host`: its own `lang`, else the nearest around it, else the first of the visitor's that has texts. `remark` is what
 * the page's author should know about it.
 */
export function languageOf(host, tables) {
  const asked = host.getAttribute("lang") || nearest(host);
  const own = navigator.languages.find((tag) => primary(tag) === ENGLISH || tableOf(tag, tables)) ?? ENGLISH;
  if (!asked) return { tag: own };
  if (!isKnown(asked)) return { tag: own, remark: `lang: this browser knows no language \`${asked}\`; \`${own}\` is spoken` };
  // A page that says just `en` leaves the region to the visitor's browser, if that speaks it too.
  const regional = navigator.languages.find((tag) => primary(tag) === asked);
  const tag = regional ?? asked;
  if (primary(tag) === ENGLISH || tableOf(tag, tables)) return { tag };
  return { tag, remark: `lang: dates and times follow \`${tag}\`; there are no texts in it, so these are English, or what \`texts\` has` };
}

/** The texts of a language by their names, with `own` in place of what they replace: the text of a JSON object. */
export async function textsOf(tag, tables, own, warn) {
  let [texts, changed] = [{}, {}];
  try {
    texts = (await tableOf(tag, tables)?.())?.default;
  } catch (error) {
    warn(`the texts in \`${tag}\` are not there, so they are English: ${error.message}`);
  }
  try {
    changed = JSON.parse(own ?? "{}");
  } catch (error) {
    warn(`texts: not an object of texts by their names: ${error.message}`);
  }
  return { ...texts, ...changed };
}

function tableOf(tag, tables) {
  return tables[tag.toLowerCase()] ?? tables[primary(tag)];
}

/** The nearest `lang` around an element, out of the shadow trees that it stands in too. */
function nearest(element) {
  const found = element.closest("[lang]");
  if (found) return found.getAttribute("lang");
  const { host } = element.getRootNode();
  return host ? nearest(host) : "";
}

function isKnown(tag) {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(tag).length > 0;
  } catch {
    return false;
  }
}

function primary(tag) {
  return tag.toLowerCase().split("-")[0];
}
