// The loader as a plain script: its function is on the window, and so is what was asked before it was there.
import type { Slotwright } from "./index.js";

declare global {
  interface Window {
    slotwright?: Slotwright & { q?: unknown[] };
  }
}

export {};
