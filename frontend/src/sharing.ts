// A link that carries the query in its fragment, so that it stays out of logs and may be long; opening it runs the query.
import type Yasgui from "@zazuko/yasgui";
import { make } from "./page";

type Tab = NonNullable<ReturnType<Yasgui["getTab"]>>;
type Configuration = ReturnType<Tab["getPersistedJson"]>;

/** The address that opens this tab's query in its view. */
export function link(tab: Tab): string {
  const said = new Map([["query", tab.getQuery()]]);
  const view = tab.getPersistedJson().yasr.settings.selectedPlugin;
  if (view && view !== "table") said.set("outputFormat", view);
  const fragment = [...said].map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join("&");
  return `${location.origin}${location.pathname}#${fragment}`;
}

/** What is taken from a link: the query and its view; never an endpoint or headers that somebody else wrote. */
export function taken(from: Configuration, endpoint: string): Configuration {
  return {
    ...from,
    name: "Shared query",
    yasr: { response: undefined, settings: { selectedPlugin: from.yasr.settings.selectedPlugin, pluginsConfig: {} } },
    requestConfig: { ...from.requestConfig, endpoint, method: "GET", args: [], headers: {}, namedGraphs: [], defaultGraphs: [] },
  };
}

/** Shows the link below the editor, copies it where the browser allows, and says so. Asked again, it goes away. */
export async function show(tab: Tab, below: Element): Promise<void> {
  const shown = below.querySelector(".shared");
  if (shown) {
    shown.remove();
    return;
  }
  const address = make("input", { type: "text", readonly: "" });
  address.value = link(tab);
  const status = make("span", { role: "status" });
  below.append(make("p", { class: "shared" }, make("label", {}, "Link to this query ", address), " ", status));
  address.focus();
  address.select();
  status.textContent = (await copied(address.value)) ? "Copied." : "";
}

async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false; // no permission, or no secure context: the text is selected, to be copied by hand
  }
}
