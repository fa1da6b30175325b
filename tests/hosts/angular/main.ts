// Compiled in the browser: Angular's own command line asks for a newer Node.js than the rest of this project.
import "@angular/compiler";
import { Component, CUSTOM_ELEMENTS_SCHEMA, signal } from "@angular/core";
import { bootstrapApplication } from "@angular/platform-browser";
import { begin, BOUND, server, token } from "../said.js";

@Component({
  selector: "#app",
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    @for (name of names; track name) {
      <button (click)="bound.set(all[name])">{{ name }}</button>
    }
    <button (click)="isThere.set(!isThere())">toggle</button>
    <output>{{ heard().join(" ") }}</output>
    @if (isThere()) {
      <slotwright-booking
        [src]="server"
        [token]="token"
        [firstDay]="bound().firstDay"
        [theme]="bound().theme"
        [headingLevel]="bound().headingLevel"
        [support]="bound().support"
        (slotwright-booking-confirmed)="hear($event)"
      >
        <p>Please call us.</p>
      </slotwright-booking>
    }
  `,
})
class Shop {
  readonly all = BOUND;
  readonly names = Object.keys(BOUND);
  readonly server = server;
  readonly token = token;
  readonly bound = signal(BOUND.first);
  readonly isThere = signal(true);
  readonly heard = signal<string[]>([]);

  hear({ detail }: CustomEvent<{ job_id: number }>) {
    this.heard.update((heard) => [...heard, `booked ${detail.job_id}`]);
  }
}

begin(() => bootstrapApplication(Shop));
