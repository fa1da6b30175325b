// The loader as a module.

/** How a frame looks, and what it is called. */
export interface Config {
  /** What screen readers call the frame. */
  title?: string;
  theme?: "auto" | "light" | "dark";
  /** A BCP 47 tag. */
  lang?: string;
  /** How high the frame is until its page says so, in CSS pixels. */
  height?: number;
  /** The button's background. */
  color?: string;
  /** What the button that closes is called. */
  close?: string;
}

/** What frames tell, by the name of the event. Nothing personal. */
export interface Told {
  step: { type: "step"; name: string };
  booked: { type: "booked"; ref: string };
  cancelled: { type: "cancelled"; ref: string };
  error: { type: "error"; code: string };
  closed: { type: "closed" };
  resize: { type: "resize"; height: number };
}

/** What can be asked of the loader. */
export interface Slotwright {
  (name: "init", settings: { origin?: string }): void;
  (name: "inline", settings: { target: string | Element; link: string; config?: Config }): void;
  (name: "modal", settings: { link: string; config?: Config }): void;
  (name: "button", settings: { link: string; text?: string; config?: Config }): void;
  (name: "ui", settings: Pick<Config, "theme" | "lang">): void;
  <Event extends keyof Told>(name: "on", settings: { event: Event; handler: (told: Told[Event]) => void }): void;
  (name: "on", settings: { event: "*"; handler: (told: Told[keyof Told]) => void }): void;
  (name: "destroy"): void;
}

export declare const slotwright: Slotwright;
export default slotwright;
