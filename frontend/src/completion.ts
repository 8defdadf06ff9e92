// Completes our prefixes, classes and properties from one document of this server, in place of the services of others
// that YASQE asks as it is shipped.
import Yasgui from "@zazuko/yasgui";

interface Suggestion {
  iri: string;
  label?: string;
  definition?: string;
}

interface Completion {
  prefixes: Record<string, string>;
  classes: Suggestion[];
  properties: Suggestion[];
}

/** What is typed, as YASQE reads it: with its prefix written out. */
interface Token {
  autocompletionString?: string;
}

interface Hint {
  text: string;
  displayText?: string;
  render?: (element: HTMLElement, self: Hint, hint: Hint) => void;
}

const LIMIT = 50;

/** Registers the completers. `address` answers with what they know, and is asked once. Gives the prefixes that are known
 * so far: none, until the answer is there. */
export function complete(address: string): () => Record<string, string> {
  const { Yasqe } = Yasgui;
  const asked = fetched(address);
  const terms = new Map<string, Suggestion>();
  let namespaces: Record<string, string> = {};
  let prefixes: [string, string][] = [];
  asked.then((completion) => {
    namespaces = completion.prefixes;
    prefixes = byLength(namespaces);
    for (const each of [...completion.classes, ...completion.properties]) terms.set(each.iri, each);
  }, console.error);

  async function suggestions(of: "classes" | "properties", token?: Token): Promise<string[]> {
    return matching((await asked)[of], token?.autocompletionString ?? "");
  }
  const shared = {
    autoShow: true,
    postProcessSuggestion: (_: unknown, token: { tokenPrefix?: string; tokenPrefixUri?: string }, iri: string) =>
      written(iri, token, prefixes),
    postprocessHints: (_: unknown, hints: Hint[]) => hints.map((hint) => explained(hint, terms, prefixes)),
  };
  Yasqe.forkAutocompleter("class", { ...shared, name: "class", get: (_, token) => suggestions("classes", token) });
  Yasqe.forkAutocompleter("property", { ...shared, name: "property", get: (_, token) => suggestions("properties", token) });
  Yasqe.forkAutocompleter("prefixes", {
    name: "prefixes",
    persistenceId: null,
    get: async () => Object.entries((await asked).prefixes).map(([prefix, iri]) => `${prefix}: <${iri}>`).sort(),
  });
  return () => namespaces;
}

async function fetched(address: string): Promise<Completion> {
  const response = await fetch(address, { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response.json();
}

/** The terms that begin with what is typed, or have it in their local name or label. */
export function matching(terms: Suggestion[], typed: string): string[] {
  const begun = terms.filter(({ iri }) => iri.startsWith(typed));
  const needle = typed.replace(/^.*:/, "").toLowerCase();
  const like = terms.filter(({ iri, label }) => `${local(iri)} ${label ?? ""}`.toLowerCase().includes(needle));
  const found = typed.includes("//") ? begun : [...begun, ...like];
  return [...new Set(found.map(({ iri }) => iri))].slice(0, LIMIT);
}

function local(iri: string): string {
  return iri.replace(/^.*[#/]/, "");
}

function byLength(prefixes: Record<string, string>): [string, string][] {
  return Object.entries(prefixes).sort(([, a], [, b]) => b.length - a.length);
}

/** A term as it is written in the query: with the prefix that was typed, else with ours, else in full. */
function written(
  iri: string,
  token: { tokenPrefix?: string; tokenPrefixUri?: string },
  prefixes: [string, string][],
): string {
  const { tokenPrefix, tokenPrefixUri } = token;
  if (tokenPrefix && tokenPrefixUri && iri.startsWith(tokenPrefixUri)) return tokenPrefix + iri.slice(tokenPrefixUri.length);
  const [prefix, namespace] = prefixes.find(([, each]) => iri.startsWith(each)) ?? ["", ""];
  const name = iri.slice(namespace.length);
  return namespace && /^\w[\w-]*$/.test(name) ? `${prefix}:${name}` : `<${iri}>`;
}

/** A hint that says what its term is called and means. */
function explained(hint: Hint, terms: Map<string, Suggestion>, prefixes: [string, string][]): Hint {
  const term = terms.get(expanded(hint.text, prefixes));
  if (!term?.label) return hint;
  const meaning = term.definition ? `${term.label}: ${term.definition}` : term.label;
  return {
    ...hint,
    render: (element) => {
      const note = document.createElement("small");
      note.textContent = meaning;
      element.append(hint.text, note);
    },
  };
}

function expanded(text: string, prefixes: [string, string][]): string {
  if (text.startsWith("<")) return text.slice(1, -1);
  const [prefix, name] = text.split(":", 2);
  const namespace = prefixes.find(([each]) => each === prefix)?.[1];
  return namespace === undefined ? text : namespace + name;
}
