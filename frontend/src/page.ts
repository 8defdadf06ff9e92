// What the server's page says to the editor: where it asks, what it completes, and the form it takes the place of.

export interface Page {
  /** Where the editor is drawn. */
  root: HTMLElement;
  /** The endpoint's address. */
  endpoint: string;
  /** The address of what is completed. */
  completion: string;
  /** Where IRIs lead that begin with a key: to the address that begins with its value. */
  links: Record<string, string>;
  /** The query to start from. */
  start: string;
  /** The form that does the work where there is no JavaScript. */
  form: HTMLFormElement;
  /** The list of examples; null where the release has none. */
  examples: HTMLDetailsElement | null;
}

/** The page that this script was sent with; throws where it lacks a part. */
export function page(): Page {
  const root = element<HTMLElement>("#editor");
  const { endpoint, completion, links } = root.dataset;
  if (!endpoint || !completion || !links) throw new Error("#editor: data-endpoint, -completion and -links are needed");
  const start = element<HTMLTextAreaElement>("#query");
  const form = start.form;
  if (!form) throw new Error("#query: it stands in no form");
  return {
    root,
    endpoint: new URL(endpoint, location.href).href,
    completion,
    links: JSON.parse(links),
    start: start.value.trim(),
    form,
    examples: document.querySelector<HTMLDetailsElement>("#examples"),
  };
}

function element<E extends Element>(selector: string): E {
  const found = document.querySelector<E>(selector);
  if (!found) throw new Error(`${selector}: not on the page`);
  return found;
}

/** An element with attributes and content. */
export function make<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Record<string, string> = {},
  ...content: (string | Node)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...content);
  return made;
}
