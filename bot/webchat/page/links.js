// Which addresses may be opened, and which of them lead back into this chat.

const SAFE = new Set(["http:", "https:", "mailto:", "tel:", "tg:"]);
const PAYLOAD = /^[A-Za-z0-9_-]{1,64}$/;

/** The address, or null when a click on it might run something. */
export function safeUrl(raw) {
  const url = parsed(raw);
  return url && SAFE.has(url.protocol) ? url.href : null;
}

/** As a link found in a text: Telegram reads a bare name as http. */
export const asUrl = (text) => (/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`);

/** The payload when the address is a deep link to this bot ("" for none), else null. */
export function startPayload(raw, username) {
  const url = parsed(raw);
  if (!url) return null;
  const named =
    ["t.me", "telegram.me"].includes(url.hostname) ? url.pathname.slice(1)
    : url.protocol === "tg:" && url.href.startsWith("tg://resolve") ? url.searchParams.get("domain")
    : null;
  if (named?.toLowerCase() !== username.toLowerCase()) return null;
  return readPayload(url.searchParams) ?? "";
}

/** A well-formed `start` in a query, or null. */
export function readPayload(query) {
  const payload = query.get("start") ?? "";
  return PAYLOAD.test(payload) ? payload : null;
}

/** Take a name out of the query of this page's address. */
export function dropFromAddress(name) {
  const url = new URL(location.href);
  if (!url.searchParams.has(name)) return;
  url.searchParams.delete(name);
  history.replaceState(null, "", url);
}

function parsed(raw) {
  try {
    return new URL(raw);
  } catch {
    return null;
  }
}
