// A company of hundreds, for what has to be quick with them too.
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const DAYS = ["2026-03-02", "2026-03-03"];

/** So many technicians who work from 8 to 18 on Monday and Tuesday, each with so many visits of an hour a day from 8 on, and jobs that wait. */
export function largeWorld({ technicians, each, waiting }) {
  const users = Array.from({ length: technicians }, (_, n) => ({ id: n + 1, name: `Technician No. ${n + 1}` }));
  const job = { job_type_id: 1, assigned_type: "accounts", assigned_id: 1, length_in_minutes: 60, created_by_user_id: 1 };
  const visits = DAYS.flatMap((day) =>
    users.flatMap(({ id }) => Array.from({ length: each }, (_, nth) => ({ day, user: id, hour: 8 + nth }))),
  );
  const at = ({ day, hour }) => `${day} ${String(hour).padStart(2, "0")}:00:00`;
  const jobs = visits.map((visit) => ({ ...job, status: "scheduled", scheduled_datetime: at(visit), user_ids: [visit.user] }));
  const queued = Array.from({ length: waiting }, () => ({ ...job, status: "queued", scheduled_datetime: null, user_ids: [] }));
  return {
    time_zone: "America/Chicago",
    users,
    job_types: [{ id: 1, name: "Antenna check", length_in_minutes: 60 }],
    entities: { "account:1": { name: "Lena Ortiz", address: "12 Canal Street, Peoria" } },
    schedules: [{
      user_ids: users.map(({ id }) => id), job_type_ids: [1], name: "Days", start: "2026-03-01",
      days: [1, 2].map((day) => ({ day, start_timestamp: "08:00", end_timestamp: "18:00" })),
    }],
    jobs: [...jobs, ...queued].map((job, n) => ({ id: n + 1, ...job })),
  };
}

/** As a file that a server is started with. */
export function asFile(world) {
  const file = join(mkdtempSync(join(tmpdir(), "slotwright-")), "world.json");
  writeFileSync(file, JSON.stringify(world));
  return file;
}
