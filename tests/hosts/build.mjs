// Builds each page of others into dist/, by the tool that such pages are built by.
import { cpSync, mkdirSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
// What renders pages on a server imports them too, and there are no elements there.
import "@slotwright/embed";
import "@slotwright/widget";
import "@slotwright/widget/board";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import vue from "@vitejs/plugin-vue";
import { build } from "vite";
import webpack from "webpack";

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const isElement = (name) => name.startsWith("slotwright-");

const BY_VITE = {
  react: [],
  vue: [vue({ template: { compilerOptions: { isCustomElement: isElement } } })],
  svelte: [svelte({ configFile: false })],
  angular: [],
};

rmSync(at("dist"), { recursive: true, force: true });
for (const [name, plugins] of Object.entries(BY_VITE)) {
  await build({
    configFile: false,
    logLevel: "warn",
    root: at(name),
    plugins,
    oxc: { jsx: { runtime: "automatic" } },
    build: { outDir: at(`dist/${name}`), chunkSizeWarningLimit: 4000, emptyOutDir: false },
  });
}

await new Promise((done, fail) => {
  const settings = { mode: "production", devtool: false, context: at("."), entry: "./shop.js", output: { path: at("dist/webpack"), filename: "main.js" } };
  webpack(settings, (error, stats) => (error || stats.hasErrors() ? fail(error ?? new Error(stats.toString("errors-only"))) : done()));
});
cpSync(at("webpack/index.html"), at("dist/webpack/index.html"));

// Without any tool: the package as it is, beside the page.
mkdirSync(at("dist/plain"), { recursive: true });
for (const file of ["plain/index.html", "shop.js", "said.js"]) cpSync(at(file), at(`dist/plain/${file.split("/").at(-1)}`));
cpSync(at("node_modules/@slotwright/widget"), at("dist/plain/widget"), { recursive: true });
