// Asks Comunica one query over several sources, and prints its solutions as SPARQL JSON.
//   node federate.mjs PACKAGES QUERY SOURCE…      PACKAGES: the folder that has node_modules
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [packages, query, ...sources] = process.argv.slice(2);
const require = createRequire(pathToFileURL(packages + "/"));
const { QueryEngine } = require("@comunica/query-sparql");

const engine = new QueryEngine();
const result = await engine.query(query, { sources });
const mediaType = result.resultType === "quads" ? "application/n-triples" : "application/sparql-results+json";
const { data } = await engine.resultToString(result, mediaType);
data.pipe(process.stdout);
