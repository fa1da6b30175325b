// What the booking element asks first, asked while its program is still on its way: two round trips become none that anybody waits for.

/** The path that the program asks first; `src/booking/effects/link.rs` says the same. */
const FIRST = "/v1/booking?with=availability";
/** What was asked longer ago is asked anew: the program was long on its way, or is started again. */
const OLD_MS = 30_000;
/** As long as the program would wait. */
const PATIENCE_MS = 25_000;

/** The question of one element that is under way. */
export class Ahead {
  #asked;

  /** Asks with the handle `token` at the API's address, unless that is under way. A token that is more than a handle is left to the program. */
  ask(api, token) {
    const url = api + FIRST;
    const authorization = `Bearer ${token}`;
    if (!/^[\w-]+(\.[\w-]+)*$/.test(token) || this.#isAsked(url, authorization)) return;
    const headers = { accept: "application/json", authorization };
    const answer = fetch(url, { headers, signal: AbortSignal.timeout(PATIENCE_MS) }).catch(() => {});
    this.#asked = { url, authorization, answer, at: Date.now() };
  }

  /**
   * The promise of the answer to what was asked at `url`, once; the promise of nothing where the program had better ask by itself, and
   * say why there is no answer.
   */
  take(url, authorization) {
    if (!this.#isAsked(url, authorization)) return;
    const { answer } = this.#asked;
    this.#asked = undefined;
    return answer.then((answer) => (answer?.status < 500 ? answer : undefined));
  }

  /** When what is under way was asked, by the device's clock. */
  get since() {
    return this.#isFresh() ? this.#asked.at : undefined;
  }

  #isAsked(url, authorization) {
    return this.#isFresh() && this.#asked.url === url && this.#asked.authorization === authorization;
  }

  #isFresh() {
    return !!this.#asked && Date.now() - this.#asked.at < OLD_MS;
  }
}
