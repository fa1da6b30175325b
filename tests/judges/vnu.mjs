// The Nu HTML Checker, as the W3C has it: what is wrong with pages' own text.
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const JAR = fileURLToPath(new URL("node_modules/vnu-jar/build/dist/vnu.jar", import.meta.url));

/** Errors and warnings about pages: their texts by names of your own. */
export async function checked(pages) {
  const folder = mkdtempSync(join(tmpdir(), "slotwright-vnu-"));
  try {
    const files = Object.entries(pages).map(([name, text]) => {
      const file = join(folder, `${name.replaceAll(/\W+/g, "-")}.html`);
      writeFileSync(file, text);
      return file;
    });
    const said = await new Promise((done, fail) =>
      execFile(process.env.JAVA ?? "java", ["-jar", JAR, "--format", "json", "--exit-zero-always", ...files], { maxBuffer: 1 << 26 }, (error, _, stderr) =>
        error ? fail(error) : done(stderr),
      ),
    );
    const { messages } = JSON.parse(said);
    return messages.map(({ url, type, subType, message, extract }) => `${url.split("/").pop()}: ${subType ?? type}: ${message} ${extract?.trim() ?? ""}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
