// The editor of /sparql: YASGUI on this server's endpoint alone, with our examples, completion, views and links.
import Yasgui from "@zazuko/yasgui";
import "@zazuko/yasgui/build/yasgui.min.css";
import "leaflet/dist/leaflet.css";
import * as accessibility from "./accessibility";
import { ChartView } from "./chart";
import { complete } from "./completion";
import * as downloads from "./downloads";
import "./editor.css";
import { offer } from "./examples";
import * as here from "./here";
import { MapView } from "./map";
import { make, page, type Page } from "./page";
import { rendered } from "./problems";
import * as sharing from "./sharing";
import * as tabs from "./tabs";

const LONGEST_ADDRESS = 4000;
const KEYS = "Ctrl+Enter runs the query, Ctrl+Space completes, Escape leaves the editor.";

/** Draws the editor in the place of the form. */
function start(on: Page): void {
  Yasgui.Yasr.defaults.prefixes = complete(on.completion);
  Yasgui.Yasr.registerPlugin("chart", ChartView as never);
  Yasgui.Yasr.registerPlugin("map", MapView as never);
  Yasgui.Yasr.defaults.errorRenderers = [rendered];
  Yasgui.Yasr.defaults.pluginOrder = ["table", "chart", "map", "response"];
  Yasgui.Yasr.defaults.plugins.table.dynamicConfig = { compact: true, isEllipsed: false, pageSize: 50 };
  Yasgui.Yasqe.defaults.editorHeight = "auto"; // grows with the query: nothing to scroll that a keyboard cannot reach
  const yasgui: Yasgui = new Yasgui(on.root, configuration(on, () => yasgui));
  on.root.prepend(make("h2", {}, "Query"), make("p", { id: "editor-keys" }, KEYS));
  tabs.mend(yasgui);
  accessibility.watch(on.root);
  here.watch(on.root, on.links);
  yasgui.on("queryResponse", (_: Yasgui, tab: Tab) => downloads.offer(tab, on.endpoint));
  if (on.examples) offer(on.examples, yasgui);
  on.form.hidden = true;
  // A link that is opened on the page it leads to changes the fragment alone.
  window.addEventListener("hashchange", () => location.hash.startsWith("#query=") && location.reload());
}

type Tab = NonNullable<ReturnType<Yasgui["getTab"]>>;

function configuration(on: Page, yasgui: () => Yasgui): ConstructorParameters<typeof Yasgui>[1] {
  return {
    autofocus: false,
    copyEndpointOnNewTab: false,
    persistenceId: `editor ${on.endpoint}`,
    populateFromUrl: (from) => sharing.taken(from, on.endpoint),
    endpointCatalogueOptions: { getData: () => [], keys: [], renderItem: () => undefined },
    requestConfig: {
      endpoint: on.endpoint,
      method: (of) => ((of.getTab()?.getYasqe()?.getValue().length ?? 0) > LONGEST_ADDRESS ? "POST" : "GET"),
      acceptHeaderSelect: "application/sparql-results+json",
      acceptHeaderGraph: "text/turtle",
    },
    yasqe: {
      ...({ value: on.start } as object), // CodeMirror's, which the types leave out
      resizeable: false,
      ...({ extraKeys: keys(yasgui) } as object),
      pluginButtons: () => [shareButton(yasgui)],
    },
  };
}

/** Tab leaves the editor as it leaves any field; Escape goes to the button, so that no key is a trap. */
function keys(yasgui: () => Yasgui) {
  return { Tab: false, "Shift-Tab": false, Esc: () => button(yasgui())?.focus() };
}

function button(yasgui: Yasgui): HTMLElement | null {
  const editor = yasgui.getTab()?.getYasqe()?.rootEl;
  return editor?.querySelector<HTMLElement>(".yasqe_queryButton") ?? null;
}

function shareButton(yasgui: () => Yasgui): HTMLElement {
  const made = make("button", { type: "button", class: "share" }, "Share link");
  made.addEventListener("click", () => {
    const tab = yasgui().getTab();
    const wrapper = tab?.getYasqe()?.rootEl.closest(".editorwrapper");
    if (tab && wrapper) void sharing.show(tab, wrapper);
  });
  return made;
}

start(page());
