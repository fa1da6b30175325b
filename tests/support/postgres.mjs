// A PostgreSQL of a journey's own, as `crates/testing/src/postgres.rs` has it: on a unix socket alone, gone with whoever started it.
import { execFileSync, spawn } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

const { SLOTWRIGHT_POSTGRES } = process.env;

/** Its pipe ends when we do, however that comes about. */
const GUARD = `
folder=$1 programs=$2
"$programs/initdb" --pgdata="$folder/data" --username=postgres --auth=trust --encoding=UTF8 --locale=C --no-sync >"$folder/log" 2>&1 </dev/null || exit 1
"$programs/postgres" -D "$folder/data" -k "$folder" -c listen_addresses= -c fsync=off >>"$folder/log" 2>&1 </dev/null &
server=$!
read -r _
kill -INT $server
wait $server
rm -rf "$folder"
`;

export class Postgres {
  #guard;

  /** Starts one; `url` leads to its database, which is empty. */
  static async start() {
    if (!SLOTWRIGHT_POSTGRES) throw new Error("SLOTWRIGHT_POSTGRES names no folder: run `cargo xtask test --only journeys`");
    const postgres = new Postgres();
    const folder = mkdtempSync(join(tmpdir(), "slotwright-postgres-"));
    const user = whomToRunAs();
    if (user) chownSync(folder, user.uid, user.gid);
    const options = { cwd: "/", stdio: ["pipe", "ignore", "ignore"], ...user };
    postgres.#guard = spawn("sh", ["-c", GUARD, "guard", folder, SLOTWRIGHT_POSTGRES], options);
    const log = () => (existsSync(join(folder, "log")) ? readFileSync(join(folder, "log"), "utf8") : "");
    while (!log().includes("ready to accept connections")) {
      if (postgres.#guard.exitCode !== null) throw new Error(`PostgreSQL doesn't start:\n${log()}`);
      await wait(20);
    }
    postgres.url = `postgres://postgres@${encodeURIComponent(folder)}:5432/postgres`;
    return postgres;
  }

  async end() {
    const ended = new Promise((done) => this.#guard.once("exit", done));
    this.#guard.stdin.end();
    await ended;
  }
}

/** Root, as which it refuses to run, takes another's place. */
function whomToRunAs() {
  if (process.getuid() !== 0) return undefined;
  const id = (what) => Number(execFileSync("id", [what, "nobody"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}
