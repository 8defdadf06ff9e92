// Links of results lead to the server in use: the IRIs in the data stay what they are, wherever it runs.

/** Has the links that are drawn in `root` lead where `places` says. */
export function watch(root: HTMLElement, places: Record<string, string>): void {
  const lead = () => {
    for (const link of root.querySelectorAll<HTMLAnchorElement>(".yasr_results a[href]")) {
      const href = link.getAttribute("href") ?? "";
      const place = Object.keys(places).find((each) => href.startsWith(each));
      if (!place) continue;
      link.setAttribute("href", places[place] + href.slice(place.length));
      link.removeAttribute("target"); // no second window for what is part of this site
    }
  };
  new MutationObserver(lead).observe(root, { childList: true, subtree: true });
}
