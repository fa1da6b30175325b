// The elements, as TypeScript sees them.

/** The first day of the week: `auto` decides by language. */
export type FirstDay = "auto" | "sunday" | "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday";

/** What a page sets, as properties. `null` and `undefined` are the default. */
export interface SlotwrightProperties {
  /** Where the API is. Default: the address that the script came from. */
  src: string | null;
  /** The booking link's handle. */
  token: string | null;
  firstDay: FirstDay | null;
  timeFormat: "auto" | "12h" | "24h" | null;
  theme: "auto" | "light" | "dark" | null;
  /** The level of the first heading, 1 to 6. */
  headingLevel: string | number | null;
  /** Offers to save the details of what is shown, for support. */
  support: boolean;
}

/** When a visit is, at its place. */
export interface When {
  job_id: number | null;
  /** `YYYY-MM-DD HH:MM:SS` in `time_zone`. */
  start: string;
  /** An IANA name. */
  time_zone: string;
  /** The instant, RFC 3339 in UTC, once the visit is booked. */
  starts_at: string | null;
}

/** What the elements tell: they bubble, and leave the shadow tree. */
export interface SlotwrightEvents {
  "slotwright-ready": CustomEvent<object>;
  "slotwright-step-shown": CustomEvent<{ title: string }>;
  "slotwright-error": CustomEvent<{ code: string }>;
  "slotwright-availability-loaded": CustomEvent<{ openings: number }>;
  "slotwright-availability-empty": CustomEvent<object>;
  "slotwright-opening-selected": CustomEvent<When>;
  "slotwright-wishes-changed": CustomEvent<{ wishes: number }>;
  "slotwright-booking-submitted": CustomEvent<When>;
  "slotwright-booking-confirmed": CustomEvent<When>;
  "slotwright-booking-queued": CustomEvent<{ job_id: number }>;
  "slotwright-booking-failed": CustomEvent<{ code: string }>;
  "slotwright-reschedule-confirmed": CustomEvent<When>;
  "slotwright-booking-cancelled": CustomEvent<{ job_id: number }>;
}

/** `<slotwright-booking>`, for customers. */
export interface SlotwrightBookingElement extends HTMLElement, SlotwrightProperties {}
/** `<slotwright-board>`, for staff. */
export interface SlotwrightBoardElement extends HTMLElement, SlotwrightProperties {}

declare global {
  interface HTMLElementTagNameMap {
    "slotwright-booking": SlotwrightBookingElement;
    "slotwright-board": SlotwrightBoardElement;
  }
  interface GlobalEventHandlersEventMap extends SlotwrightEvents {}
}
