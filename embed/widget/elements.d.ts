// Written by `cargo xtask elements` from the tables in src/reference.

/** A time at the place of the visit. */
export interface When {
  /** The job, once there is one. */
  job_id: number | null;
  /** `YYYY-MM-DD HH:MM:SS` in `time_zone`. */
  start: string;
  /** An IANA name. */
  time_zone: string;
  /** The instant, RFC 3339 in UTC, once it is booked. */
  starts_at: string | null;
}

/** The attributes of `<slotwright-booking>`. */
export interface SlotwrightBookingElementAttributes {
  /** Where the API is; default: the origin the script came from. */
  src?: string;
  /** The booking link's handle; better set as a property, which HTML never shows. */
  token?: string;
  /** The language: ar de en es fr pl pt have texts, any that the browser knows has dates and times; default: the nearest `lang` in the page, else the visitor’s; live. */
  lang?: string;
  /** The first day of the week; default: `auto`, by language; live. */
  "first-day"?: "auto" | "sunday" | "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday";
  /** How times are written; default: `auto`, by language; live. */
  "time-format"?: "auto" | "12h" | "24h";
  /** Default: `auto`, as the page's `color-scheme` says, else as the device is set; live. */
  theme?: "auto" | "light" | "dark";
  /** The level of the first heading, those below it follow; default: `2`; live. */
  "heading-level"?: number | string;
  /** Offers to save the details of what is shown, for support; so does Ctrl+Shift+F9; live. */
  support?: boolean;
  /** What the customer begins with: the times that are free, the wishes, or another time for a visit that is booked; default: `book`. */
  mode?: "book" | "wish" | "reschedule";
  /** How times are laid out: a calendar by month or by week, or the days that have times, one below the other; default: `month`. Of a board, what is shown: everybody's day, the jobs, the links, or what it is set up by; default: `timeline`. Live. */
  view?: "month" | "week" | "list" | "timeline" | "jobs" | "links" | "setup";
  /** What is offered here: exact starts, or arrival windows of that length; default: as the server's policy has it, which messages and calendar files follow in any case; live. */
  windows?: "exact" | number | string;
  /** A zone in which the chosen time is written too, beside that of the place; default: none; live. */
  "time-zone"?: string;
  /** The first day that is offered, where the policy allows earlier ones; live. */
  min?: string;
  /** The last day that is offered, where the policy allows later ones; live. */
  max?: string;
  /** What is filled in already, by the keys of the fields, and `notes`; what a customer has typed stays; better set as a property, which HTML never shows. */
  prefill?: Record<string, string | number | boolean> | string;
  /** With a staff token: the job that is to be booked. A link of a day's life is made for it. Of a board: the job that is open; live. */
  "job-id"?: number | string;
  /** With a staff token: the type of a new job for `entity-type` and `entity-id`. */
  "job-type"?: number | string;
  /** What `entity-id` is a number of. */
  "entity-type"?: "accounts" | "network_sites";
  /** The account or site that a new job is for. Of a board: whose jobs are listed, alone; live. */
  "entity-id"?: number | string;
  /** Of the page's policy. Nothing needs it: no element makes a style element or a style attribute. */
  nonce?: string;
  /** Sentences in place of ours, or a language that we don't have, by their names: what is not in it stays as it is; live; better set as a property. */
  texts?: Record<string, string> | string;
}

/** The events of `<slotwright-booking>`. */
export interface SlotwrightBookingElementEventMap {
  /** The link was looked up, and what is shown first is there. */
  "slotwright-ready": CustomEvent<Record<string, never>>;
  "slotwright-step-shown": CustomEvent<{ title: string }>;
  "slotwright-error": CustomEvent<{ code: string; request_id: string | null }>;
  "slotwright-availability-loaded": CustomEvent<{ openings: number }>;
  /** Nothing is free in the days that are shown. */
  "slotwright-availability-empty": CustomEvent<Record<string, never>>;
  "slotwright-opening-selected": CustomEvent<When>;
  /** The time is held while the rest is filled in. */
  "slotwright-hold-created": CustomEvent<When>;
  /** It is held no longer. */
  "slotwright-hold-expired": CustomEvent<When>;
  "slotwright-wishes-changed": CustomEvent<{ wishes: number }>;
  /** At the click, before the request. */
  "slotwright-booking-submitted": CustomEvent<When>;
  "slotwright-booking-confirmed": CustomEvent<When>;
  /** The wishes are stored. */
  "slotwright-booking-queued": CustomEvent<{ job_id: number }>;
  "slotwright-booking-failed": CustomEvent<{ code: string }>;
  "slotwright-reschedule-confirmed": CustomEvent<When>;
  "slotwright-booking-cancelled": CustomEvent<{ job_id: number }>;
}

/** Shows a customer when a technician can come, and books, moves and cancels the visit. */
export interface SlotwrightBookingElement extends HTMLElement {
  /** Where the API is; default: the origin the script came from. */
  get src(): string | null;
  set src(value: string | null | undefined);
  /** The booking link's handle; better set as a property, which HTML never shows. */
  get token(): string | null;
  set token(value: string | null | undefined);
  /** The first day of the week; default: `auto`, by language; live. */
  get firstDay(): "auto" | "sunday" | "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | null;
  set firstDay(value: "auto" | "sunday" | "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | null | undefined);
  /** How times are written; default: `auto`, by language; live. */
  get timeFormat(): "auto" | "12h" | "24h" | null;
  set timeFormat(value: "auto" | "12h" | "24h" | null | undefined);
  /** Default: `auto`, as the page's `color-scheme` says, else as the device is set; live. */
  get theme(): "auto" | "light" | "dark" | null;
  set theme(value: "auto" | "light" | "dark" | null | undefined);
  /** The level of the first heading, those below it follow; default: `2`; live. */
  get headingLevel(): string | null;
  set headingLevel(value: number | string | null | undefined);
  /** Offers to save the details of what is shown, for support; so does Ctrl+Shift+F9; live. */
  get support(): boolean;
  set support(value: boolean | null | undefined);
  /** What the customer begins with: the times that are free, the wishes, or another time for a visit that is booked; default: `book`. */
  get mode(): "book" | "wish" | "reschedule" | null;
  set mode(value: "book" | "wish" | "reschedule" | null | undefined);
  /** How times are laid out: a calendar by month or by week, or the days that have times, one below the other; default: `month`. Of a board, what is shown: everybody's day, the jobs, the links, or what it is set up by; default: `timeline`. Live. */
  get view(): "month" | "week" | "list" | "timeline" | "jobs" | "links" | "setup" | null;
  set view(value: "month" | "week" | "list" | "timeline" | "jobs" | "links" | "setup" | null | undefined);
  /** What is offered here: exact starts, or arrival windows of that length; default: as the server's policy has it, which messages and calendar files follow in any case; live. */
  get windows(): string | null;
  set windows(value: "exact" | number | string | null | undefined);
  /** A zone in which the chosen time is written too, beside that of the place; default: none; live. */
  get timeZone(): string | null;
  set timeZone(value: string | null | undefined);
  /** The first day that is offered, where the policy allows earlier ones; live. */
  get min(): string | null;
  set min(value: string | null | undefined);
  /** The last day that is offered, where the policy allows later ones; live. */
  get max(): string | null;
  set max(value: string | null | undefined);
  /** What is filled in already, by the keys of the fields, and `notes`; what a customer has typed stays; better set as a property, which HTML never shows. */
  get prefill(): string | null;
  set prefill(value: Record<string, string | number | boolean> | string | null | undefined);
  /** With a staff token: the job that is to be booked. A link of a day's life is made for it. Of a board: the job that is open; live. */
  get jobId(): string | null;
  set jobId(value: number | string | null | undefined);
  /** With a staff token: the type of a new job for `entity-type` and `entity-id`. */
  get jobType(): string | null;
  set jobType(value: number | string | null | undefined);
  /** What `entity-id` is a number of. */
  get entityType(): "accounts" | "network_sites" | null;
  set entityType(value: "accounts" | "network_sites" | null | undefined);
  /** The account or site that a new job is for. Of a board: whose jobs are listed, alone; live. */
  get entityId(): string | null;
  set entityId(value: number | string | null | undefined);
  /** Sentences in place of ours, or a language that we don't have, by their names: what is not in it stays as it is; live; better set as a property. */
  get texts(): Record<string, string> | string | null;
  set texts(value: Record<string, string> | string | null | undefined);
}

/** The attributes of `<slotwright-board>`. */
export interface SlotwrightBoardElementAttributes {
  /** Where the API is; default: the origin the script came from. */
  src?: string;
  /** The booking link's handle; better set as a property, which HTML never shows. */
  token?: string;
  /** The language: ar de en es fr pl pt have texts, any that the browser knows has dates and times; default: the nearest `lang` in the page, else the visitor’s; live. */
  lang?: string;
  /** The first day of the week; default: `auto`, by language; live. */
  "first-day"?: "auto" | "sunday" | "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday";
  /** How times are written; default: `auto`, by language; live. */
  "time-format"?: "auto" | "12h" | "24h";
  /** Default: `auto`, as the page's `color-scheme` says, else as the device is set; live. */
  theme?: "auto" | "light" | "dark";
  /** The level of the first heading, those below it follow; default: `2`; live. */
  "heading-level"?: number | string;
  /** Offers to save the details of what is shown, for support; so does Ctrl+Shift+F9; live. */
  support?: boolean;
  /** How times are laid out: a calendar by month or by week, or the days that have times, one below the other; default: `month`. Of a board, what is shown: everybody's day, the jobs, the links, or what it is set up by; default: `timeline`. Live. */
  view?: "month" | "week" | "list" | "timeline" | "jobs" | "links" | "setup";
  /** With a staff token: the job that is to be booked. A link of a day's life is made for it. Of a board: the job that is open; live. */
  "job-id"?: number | string;
  /** What `entity-id` is a number of. */
  "entity-type"?: "accounts" | "network_sites";
  /** The account or site that a new job is for. Of a board: whose jobs are listed, alone; live. */
  "entity-id"?: number | string;
  /** Whose days are listed where there is no room for everybody's, as on a phone; default: the first technician's; live. */
  technician?: number | string;
  /** Which jobs are listed: `q`, `status`, `job_type_id`, `user_ids`, `start_date`, `end_date`, `has_wishes`, `can_be_met`, `overdue`, `sort` as `GET /v1/board` has them, `status=queued&has_wishes=true`; and how technicians are grouped on the schedule: `group` is `job_types`, `areas` or `schedules`, `folded` the groups that are folded away; live. */
  filter?: string;
  /** Of the page's policy. Nothing needs it: no element makes a style element or a style attribute. */
  nonce?: string;
  /** Sentences in place of ours, or a language that we don't have, by their names: what is not in it stays as it is; live; better set as a property. */
  texts?: Record<string, string> | string;
}

/** The events of `<slotwright-board>`. */
export interface SlotwrightBoardElementEventMap {
  /** The link was looked up, and what is shown first is there. */
  "slotwright-ready": CustomEvent<Record<string, never>>;
  "slotwright-error": CustomEvent<{ code: string; request_id: string | null }>;
  /** A job was opened. */
  "slotwright-job-selected": CustomEvent<{ job_id: number }>;
  /** A job was made, moved, changed or deleted here. */
  "slotwright-job-changed": CustomEvent<{ job_id: number }>;
  "slotwright-jobs-filtered": CustomEvent<{ filter: string }>;
}

/** Shows staff everybody's day and the jobs, with all that is done with one. */
export interface SlotwrightBoardElement extends HTMLElement {
  /** Where the API is; default: the origin the script came from. */
  get src(): string | null;
  set src(value: string | null | undefined);
  /** The booking link's handle; better set as a property, which HTML never shows. */
  get token(): string | null;
  set token(value: string | null | undefined);
  /** The first day of the week; default: `auto`, by language; live. */
  get firstDay(): "auto" | "sunday" | "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | null;
  set firstDay(value: "auto" | "sunday" | "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | null | undefined);
  /** How times are written; default: `auto`, by language; live. */
  get timeFormat(): "auto" | "12h" | "24h" | null;
  set timeFormat(value: "auto" | "12h" | "24h" | null | undefined);
  /** Default: `auto`, as the page's `color-scheme` says, else as the device is set; live. */
  get theme(): "auto" | "light" | "dark" | null;
  set theme(value: "auto" | "light" | "dark" | null | undefined);
  /** The level of the first heading, those below it follow; default: `2`; live. */
  get headingLevel(): string | null;
  set headingLevel(value: number | string | null | undefined);
  /** Offers to save the details of what is shown, for support; so does Ctrl+Shift+F9; live. */
  get support(): boolean;
  set support(value: boolean | null | undefined);
  /** How times are laid out: a calendar by month or by week, or the days that have times, one below the other; default: `month`. Of a board, what is shown: everybody's day, the jobs, the links, or what it is set up by; default: `timeline`. Live. */
  get view(): "month" | "week" | "list" | "timeline" | "jobs" | "links" | "setup" | null;
  set view(value: "month" | "week" | "list" | "timeline" | "jobs" | "links" | "setup" | null | undefined);
  /** With a staff token: the job that is to be booked. A link of a day's life is made for it. Of a board: the job that is open; live. */
  get jobId(): string | null;
  set jobId(value: number | string | null | undefined);
  /** What `entity-id` is a number of. */
  get entityType(): "accounts" | "network_sites" | null;
  set entityType(value: "accounts" | "network_sites" | null | undefined);
  /** The account or site that a new job is for. Of a board: whose jobs are listed, alone; live. */
  get entityId(): string | null;
  set entityId(value: number | string | null | undefined);
  /** Whose days are listed where there is no room for everybody's, as on a phone; default: the first technician's; live. */
  get technician(): string | null;
  set technician(value: number | string | null | undefined);
  /** Which jobs are listed: `q`, `status`, `job_type_id`, `user_ids`, `start_date`, `end_date`, `has_wishes`, `can_be_met`, `overdue`, `sort` as `GET /v1/board` has them, `status=queued&has_wishes=true`; and how technicians are grouped on the schedule: `group` is `job_types`, `areas` or `schedules`, `folded` the groups that are folded away; live. */
  get filter(): string | null;
  set filter(value: string | null | undefined);
  /** Sentences in place of ours, or a language that we don't have, by their names: what is not in it stays as it is; live; better set as a property. */
  get texts(): Record<string, string> | string | null;
  set texts(value: Record<string, string> | string | null | undefined);
}

declare global {
  interface HTMLElementTagNameMap {
    "slotwright-booking": SlotwrightBookingElement;
    "slotwright-board": SlotwrightBoardElement;
  }

  interface GlobalEventHandlersEventMap {
    "slotwright-ready": CustomEvent<Record<string, never>>;
    "slotwright-step-shown": CustomEvent<{ title: string }>;
    "slotwright-error": CustomEvent<{ code: string; request_id: string | null }>;
    "slotwright-availability-loaded": CustomEvent<{ openings: number }>;
    "slotwright-availability-empty": CustomEvent<Record<string, never>>;
    "slotwright-opening-selected": CustomEvent<When>;
    "slotwright-hold-created": CustomEvent<When>;
    "slotwright-hold-expired": CustomEvent<When>;
    "slotwright-wishes-changed": CustomEvent<{ wishes: number }>;
    "slotwright-booking-submitted": CustomEvent<When>;
    "slotwright-booking-confirmed": CustomEvent<When>;
    "slotwright-booking-queued": CustomEvent<{ job_id: number }>;
    "slotwright-booking-failed": CustomEvent<{ code: string }>;
    "slotwright-reschedule-confirmed": CustomEvent<When>;
    "slotwright-booking-cancelled": CustomEvent<{ job_id: number }>;
    "slotwright-job-selected": CustomEvent<{ job_id: number }>;
    "slotwright-job-changed": CustomEvent<{ job_id: number }>;
    "slotwright-jobs-filtered": CustomEvent<{ filter: string }>;
  }
}
