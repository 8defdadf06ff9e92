// Links to a result in every format that the server makes, beside the one that YASR saves by itself.
import type Yasgui from "@zazuko/yasgui";
import { make } from "./page";
import type { Yasr } from "./results";

type Tab = NonNullable<ReturnType<Yasgui["getTab"]>>;

const TABLES = { srj: "JSON", srx: "XML", csv: "CSV", tsv: "TSV" };
const GRAPHS = { ttl: "Turtle", jsonld: "JSON-LD", nt: "N-Triples", rdf: "RDF/XML" };

/** What is to stand below the results of a tab; drawing them again keeps it. */
const offered = new WeakMap<Yasr, HTMLElement>();

/** Called when a query of a tab has been answered: its results, once drawn, have the links below them. */
export function offer(tab: Tab, endpoint: string): void {
  const [yasqe, yasr] = [tab.getYasqe(), tab.getYasr()];
  if (!yasqe || !yasr) return;
  const isNew = !offered.has(yasr);
  offered.get(yasr)?.remove();
  offered.set(yasr, links(endpoint, yasqe.getValue(), String(yasqe.getQueryType())));
  if (isNew) yasr.on("drawn", () => place(yasr));
}

function place(yasr: Yasr): void {
  const made = offered.get(yasr);
  if (made && !yasr.results?.hasError()) yasr.rootEl.append(made);
}

/** The links of a query, by its form: SELECT and ASK give tables, CONSTRUCT and DESCRIBE graphs. */
function links(endpoint: string, query: string, form: string): HTMLElement {
  const formats = /construct|describe/i.test(form) ? GRAPHS : TABLES;
  const list = make("ul", { class: "inline" });
  for (const [suffix, label] of Object.entries(formats)) {
    const address = `${endpoint}?${new URLSearchParams({ query, _format: suffix })}`;
    list.append(make("li", {}, make("a", { href: address, download: `result.${suffix}` }, label)));
  }
  return make("div", { class: "downloads" }, make("span", {}, "Download as"), list);
}
