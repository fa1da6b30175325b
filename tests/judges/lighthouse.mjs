// Google's Lighthouse: scores of a page, of 100, and what took something off.
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";
import { BROWSER } from "../support/browser.mjs";

export async function scored(url, categories) {
  const chrome = await launch({ chromePath: BROWSER.executablePath, chromeFlags: ["--headless=new", ...BROWSER.args], logLevel: "silent" });
  try {
    const { lhr } = await lighthouse(url, { port: chrome.port, onlyCategories: categories, logLevel: "silent" });
    return Object.values(lhr.categories).map(({ title, score, auditRefs }) => {
      const audits = auditRefs.map(({ id, weight }) => ({ weight, ...lhr.audits[id] }));
      const against = audits.filter(({ score, weight }) => weight > 0 && score !== null && score < 1);
      return { title, score: Math.round(score * 100), against: against.map(({ title, displayValue = "" }) => `${title} ${displayValue}`.trim()) };
    });
  } finally {
    await chrome.kill();
  }
}
