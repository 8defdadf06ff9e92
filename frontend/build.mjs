// Bundles the look of all pages and the editor: node build.mjs FOLDER. FOLDER gets the hashed files, pages.json and
// bundle.json that name the entries, and the licences of what is inside. The same sources and lock file give the same bytes.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { compile } from "sass";
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

const sheets = {
  name: "sheets",
  setup({ onLoad }) {
    onLoad({ filter: /\.scss$/ }, ({ path }) => {
      const { css } = compile(path, { loadPaths: [join(here, "node_modules")], quietDeps: true });
      return { contents: css, loader: "css", resolveDir: dirname(path) };
    });
  },
};

const TOOLS = new Set(["esbuild", "sass", "chokidar", "immutable", "readdirp", "source-map-js", "detect-libc", "picomatch"]);

/** Whether nothing of a package is in the bundle: it makes it, or is for another platform. */
const isTool = (path) => TOOLS.has(path.replace(/^.*node_modules\//, "")) || /@esbuild|@parcel|node-addon-api|is-glob|is-extglob/.test(path);

/** The licences of all packages that may be inside, one after the other. */
function licences() {
  const { packages } = JSON.parse(readFileSync(join(here, "package-lock.json"), "utf8"));
  const shipped = Object.entries(packages).filter(([path, each]) => path && !each.dev && !isTool(path));
  return shipped.map(([path, each]) => {
    const name = readdirSync(join(here, path)).find((file) => /^(licen[cs]e|copying)/i.test(file));
    const text = name ? readFileSync(join(here, path, name), "utf8") : `Licence: ${each.license ?? "see the package"}\n`;
    return `${path.replace(/^.*node_modules\//, "")} ${each.version}\n\n${text.trim()}\n`;
  });
}

mkdirSync(folder, { recursive: true });
const { metafile } = await build({
  absWorkingDir: here,
  entryPoints: { editor: "src/editor.ts", pages: "src/pages.ts" },
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
  plugins: [coasts, sheets],
  metafile: true,
  logLevel: "warning",
});
/** The names of what an entry became. */
function names(source) {
  const [script, entry] = Object.entries(metafile.outputs).find(([, each]) => each.entryPoint === source);
  return JSON.stringify({ script: basename(script), style: basename(entry.cssBundle) });
}

writeFileSync(join(folder, "pages.json"), names("src/pages.ts"));
writeFileSync(join(folder, "bundle.json"), names("src/editor.ts"));
writeFileSync(join(folder, "licences.txt"), licences().join(`\n${"-".repeat(80)}\n\n`));
