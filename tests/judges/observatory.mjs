// MDN's HTTP Observatory, and Google's evaluator of policies: what they think of an answer's headers.
import { existsSync, writeFileSync } from "node:fs";
import { AxiosHeaders } from "axios";
import { CspEvaluator } from "csp_evaluator";
import { Severity } from "csp_evaluator/dist/finding.js";
import { CspParser } from "csp_evaluator/dist/parser.js";

const FOLDER = new URL("node_modules/@mdn/mdn-http-observatory/", import.meta.url);
// It is downloaded when the package is installed, by a script that we let none run. No address of ours is in it.
const PRELOADED = new URL("conf/hsts-preload.json", FOLDER);
if (!existsSync(PRELOADED)) writeFileSync(PRELOADED, "{}");

const part = (path) => import(new URL(`src/${path}`, FOLDER));
const [{ ALL_TESTS }, { getScoreModifier }, { Requests }, { parseHttpEquivHeaders }, { MINIMUM_SCORE_FOR_EXTRA_CREDIT }] = await Promise.all(
  ["constants.js", "grader/grader.js", "types.js", "retriever/utils.js", "grader/charts.js"].map(part),
);

/**
 * The Observatory's score of a page, and what each of its tests took off or put on. It asks a name of the internet by itself; here it
 * is given our server's answer as it is behind the proxy that ends TLS and leads from `http:` to `https:`.
 */
export async function observed(url, origin) {
  const { hostname } = new URL(origin);
  const answer = await fetch(url, { headers: { accept: "text/html" } });
  const text = await answer.text();
  const headers = new AxiosHeaders(Object.fromEntries(answer.headers));
  const response = { status: answer.status, headers, data: text, verified: true, httpEquiv: parseHttpEquivHeaders(text, url) };
  const preflight = await fetch(url, { method: "OPTIONS", headers: { origin: "https://observatory.example", "access-control-request-method": "GET" } });
  const cors = { status: preflight.status, headers: new AxiosHeaders(Object.fromEntries(preflight.headers)), verified: true, request: { headers: {} }, config: { headers: {} } };
  const route = [`http://${hostname}/`, `https://${hostname}/`].map((url, index) => ({ url: new URL(url), status: [301, 200][index] }));
  const asked = new Requests(hostname);
  Object.assign(asked.responses, { auto: response, http: response, https: response, cors, httpRedirects: route, httpsRedirects: route });
  asked.resources.path = text;
  asked.session = { url: new URL(`https://${hostname}/`), jar: { serializeSync: () => ({ cookies: answer.headers.getSetCookie() }) } };
  const results = ALL_TESTS.map((test) => test(asked));
  const modifiers = results.map(({ constructor: { name }, result }) => [name, result, getScoreModifier(result)]);
  const sum = (list) => list.reduce((sum, [, , modifier]) => sum + modifier, 0);
  const lost = 100 + sum(modifiers.filter(([, , modifier]) => modifier < 0));
  const score = MINIMUM_SCORE_FOR_EXTRA_CREDIT <= lost ? 100 + sum(modifiers) : lost;
  return { score, modifiers, policy: headers["content-security-policy"] };
}

/** What the evaluator finds in a policy, the gravest first: severity, directive, and why. */
export function evaluated(policy) {
  const findings = new CspEvaluator(new CspParser(policy).csp).evaluate();
  return findings
    .sort((one, other) => one.severity - other.severity)
    .map(({ severity, directive, value, description }) => ({ severity: Severity[severity], at: [directive, value].filter(Boolean).join(" "), description }));
}
