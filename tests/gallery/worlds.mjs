// The worlds that the gallery's states stand in: the demo with a company's head, and what needs settings or a roster of its own.
import { fileURLToPath } from "node:url";

const COMPANY = {
  COMPANY_NAME: "Prairie Home Service",
  COMPANY_PHONE: "(312) 555-0142",
  COMPANY_EMAIL: "visits@example.com",
  COMPANY_HOURS: "Mon–Fri, 8 AM–6 PM",
};
const WAITING = fileURLToPath(new URL("waiting.json", import.meta.url));
const NOBODY_FREE = fileURLToPath(new URL("fully-booked.json", import.meta.url));

/** How the server of each is started. */
export const WORLDS = {
  demo: { env: COMPANY },
  // Times are kept for a minute: they are about to be let go from the first moment on.
  hasty: { env: { ...COMPANY, HOLD_SECONDS: "60" } },
  // And for two seconds: when somebody has looked, they are gone.
  brief: { env: { ...COMPANY, HOLD_SECONDS: "2", HOLD_MAX_SECONDS: "2" } },
  windows: { env: { ...COMPANY, ARRIVAL_WINDOW_MINUTES: "120" } },
  // No other state makes links here, so that the list of all is the same whichever states came before.
  few: { env: COMPANY },
  full: { world: NOBODY_FREE, env: COMPANY },
  // A visit on a Tuesday morning, which three others would like to have.
  waiting: { world: WAITING, env: COMPANY },
};
