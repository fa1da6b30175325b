// What the page's Content-Security-Policy refuses, and what the server doesn't let pages of this origin ask. To whoever asked, both
// look like a broken line.

/** What was refused between `begin` and `end`. */
export class Refusals {
  #refused = new Set();
  #note = ({ blockedURI }) => this.#refused.add(blockedURI);

  begin() {
    document.addEventListener("securitypolicyviolation", this.#note);
  }

  end() {
    document.removeEventListener("securitypolicyviolation", this.#note);
  }

  /** What would have to be added to the policy so that an address can be asked, if it was refused. */
  async hint(address) {
    // The browser tells of it in a task of its own, after what was asked has failed.
    await new Promise((done) => setTimeout(done, 50));
    const { href, origin, pathname } = new URL(address, document.baseURI);
    const isRefused = [...this.#refused].some((refused) => refused && href.startsWith(refused));
    return isRefused && `the page's Content-Security-Policy blocks ${origin}${pathname}: add ${origin} to its connect-src`;
  }
}

/** What the operator of a server of another origin would have to set so that this page may ask it, if it may not. */
export async function hintOfOrigin(address) {
  const { origin } = new URL(address, document.baseURI);
  if (origin === location.origin) return;
  try {
    const { allowed, setting } = await (await fetch(`${origin}/v1/origin`)).json();
    return !allowed && `${origin} lets no page of ${location.origin} ask it: its operator sets ${setting}`;
  } catch {
    // Then the line is broken, as it looked.
  }
}
