// Bundles the editor: node build.mjs FOLDER. FOLDER gets the hashed files, bundle.json that names the entries, and the
// licences of what is inside. The same sources and lock file give the same bytes.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { outlines } from "./outlines.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const folder = process.argv[2];
if (!folder) throw new Error("usage: node build.mjs FOLDER");

const coasts = {
  name: "outlines",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^virtual:outlines$/ }, () => ({ path: "outlines", namespace: "virtual" }));
    onLoad({ filter: /.*/, namespace: "virtual" }, () => ({ contents: JSON.stringify(outlines()), loader: "json" }));
  },
};

/** The licences of all packages that may be inside, one after the other. */
function licences() {
  const { packages } = JSON.parse(readFileSync(join(here, "package-lock.json"), "utf8"));
  const shipped = Object.entries(packages).filter(([path, each]) => path && !each.dev && !/esbuild/.test(path));
  return shipped.map(([path, each]) => {
    const name = readdirSync(join(here, path)).find((file) => /^(licen[cs]e|copying)/i.test(file));
    const text = name ? readFileSync(join(here, path, name), "utf8") : `Licence: ${each.license ?? "see the package"}\n`;
    return `${path.replace(/^.*node_modules\//, "")} ${each.version}\n\n${text.trim()}\n`;
  });
}

mkdirSync(folder, { recursive: true });
const { metafile } = await build({
  absWorkingDir: here,
  entryPoints: { editor: "src/editor.ts", search: "src/search.ts" },
  outdir: folder,
  bundle: true,
  splitting: true,
  format: "esm",
  target: "es2022",
  minify: true,
  legalComments: "none",
  entryNames: "[name]-[hash]",
  chunkNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  loader: { ".png": "file", ".svg": "file" },
  define: { "process.env.NODE_ENV": '"production"', global: "window" },
  plugins: [coasts],
  metafile: true,
  logLevel: "warning",
});
/** The names of an entry's script and style. */
function entry(source) {
  const [script, made] = Object.entries(metafile.outputs).find(([, each]) => each.entryPoint === source);
  return [basename(script), basename(made.cssBundle)];
}
const [script, style] = entry("src/editor.ts");
const [search, search_style] = entry("src/search.ts");
const names = { script, style, search, search_style };
writeFileSync(join(folder, "licences.txt"), licences().join(`\n${"-".repeat(80)}\n\n`));
writeFileSync(join(folder, "bundle.json"), JSON.stringify(names));
