// Replicates an event stream with ldes-client, and prints every member's quads as N-Quads.
//   node replicate.mjs PACKAGES ADDRESS [OPTIONS]   PACKAGES: the folder that has node_modules; OPTIONS: JSON
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [packages, url, options = "{}"] = process.argv.slice(2);
const require = createRequire(pathToFileURL(packages + "/"));
const { Writer } = require("n3");
const { replicateLDES, intoConfig, enhanced_fetch } = await import(
  pathToFileURL(packages + "/node_modules/ldes-client/dist/lib/client.js")
);

const { after, ordered = "none", ...more } = JSON.parse(options);
const config = { ...more, url, fetch: enhanced_fetch({ retry: { maxRetries: 2 } }) };
const client = replicateLDES(intoConfig(after ? { ...config, after: new Date(after) } : config), ordered);
client.on("error", (error) => {
  console.error(error);
  process.exit(1);
});
const writer = new Writer(process.stdout, { format: "N-Quads", end: false });
const reader = client.stream({ highWaterMark: 10 }).getReader();
for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
  writer.addQuads(value.quads);
}
writer.end();
