// Suggestions while one types: the editable combobox with list autocomplete of the ARIA Authoring Practices (1.2).
// Without this script the field is a field and the form a form.
import "./search.css";

const PAUSE = 120; // milliseconds without a key before the server is asked
type Answer = [string, string[], string[]];

for (const input of document.querySelectorAll<HTMLInputElement>("input[data-suggest]")) suggest(input);

/** Offers what may be meant below a field; choosing one sends its form. */
function suggest(input: HTMLInputElement): void {
  const list = document.createElement("ul");
  const told = document.createElement("span");
  const around = document.createElement("div");
  list.id = `${input.id}-suggestions`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  list.hidden = true;
  told.className = "told";
  told.setAttribute("role", "status");
  around.className = "suggested";
  input.replaceWith(around);
  around.append(input, list, told);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");

  let chosen = -1;
  let waiting = 0;
  let asked: AbortController | undefined;
  let typed = input.value;

  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    choose(-1);
  };

  const choose = (at: number) => {
    const options = [...list.children];
    chosen = at;
    options.forEach((each, index) => each.setAttribute("aria-selected", String(index === at)));
    if (at < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", options[at].id);
      options[at].scrollIntoView({ block: "nearest" });
    }
  };

  const send = (name: string) => {
    input.value = name;
    close();
    input.form?.requestSubmit();
  };

  const show = ([, names, kinds]: Answer) => {
    list.replaceChildren(...names.map((name, index) => option(`${list.id}-${index}`, name, kinds[index], send)));
    choose(-1);
    list.hidden = names.length === 0;
    input.setAttribute("aria-expanded", String(names.length > 0));
    told.textContent = names.length === 0 ? "No suggestions" : `${names.length} suggestions`;
  };

  const ask = async () => {
    asked?.abort();
    asked = new AbortController();
    try {
      const address = `${input.dataset.suggest}?${new URLSearchParams({ q: typed })}`;
      const answer = await fetch(address, { signal: asked.signal });
      if (answer.ok && document.activeElement === input) show(await answer.json());
    } catch (problem) {
      if ((problem as Error).name !== "AbortError") close(); // without suggestions it is still a search
    }
  };

  input.addEventListener("input", () => {
    typed = input.value.trim();
    clearTimeout(waiting);
    if (typed.length < 2) close();
    else waiting = window.setTimeout(ask, PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    const count = list.hidden ? 0 : list.children.length;
    if (event.key === "ArrowDown" && count) choose((chosen + 1) % count);
    else if (event.key === "ArrowUp" && count) choose(chosen <= 0 ? count - 1 : chosen - 1);
    else if (event.key === "Enter" && count && chosen >= 0) send((list.children[chosen] as HTMLElement).dataset.name ?? "");
    else if (event.key === "Escape" && count) close();
    else return;
    event.preventDefault();
  });
  input.addEventListener("blur", close);
}

/** One suggestion; the press of a mouse must not take the focus from the field. */
function option(id: string, name: string, kind: string, send: (name: string) => void): HTMLLIElement {
  const made = document.createElement("li");
  const what = document.createElement("span");
  made.id = id;
  made.dataset.name = name;
  made.setAttribute("role", "option");
  made.setAttribute("aria-selected", "false");
  what.className = "what";
  what.textContent = kind;
  made.append(name, " ", what);
  made.addEventListener("mousedown", (event) => event.preventDefault());
  made.addEventListener("click", () => send(name));
  return made;
}
