// Problem documents (RFC 9457) in words, where YASR would show their JSON.
import { make } from "./page";

interface Problem {
  title: string;
  detail?: string;
}

/** Renders an error that is a problem document, or a query that was stopped; leaves others to YASR. */
export async function rendered(error: { text: string }): Promise<HTMLElement | undefined> {
  if (/abort/i.test(error.text)) return make("p", {}, "The query was stopped.");
  const problem = read(error.text);
  if (!problem) return undefined;
  return make("div", {}, make("strong", {}, problem.title), make("pre", { tabindex: "0" }, problem.detail ?? ""));
}

function read(text: string): Problem | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null && "title" in parsed ? (parsed as Problem) : undefined;
  } catch {
    return undefined;
  }
}
