// The server's people's side (../README.md): every request but the event stream.

/** A refusal of the server (status 400 and up) or no answer at all (status 0). */
export class ApiError extends Error {
  constructor(status, text) {
    super(text);
    this.status = status;
  }
}

/** What this server is. */
export const fetchInfo = (language) => request(`chat/info?lang=${language}`);

/** The visitor's own chat; `as` names a persona, null leaves it to the server. */
export function openSession(as, language) {
  const query = new URLSearchParams();
  if (as) query.set("as", as);
  if (language) query.set("lang", language);
  return request(`chat/session?${query}`);
}

/** Where the bytes of a file are. */
export const fileUrl = (fileId) => `chat/files/${encodeURIComponent(fileId)}`;

/** Everything that can be asked and done in one chat. */
export class ChatApi {
  constructor(chatId) {
    this.path = `chat/${chatId}`;
  }

  eventsUrl(after) {
    return `${this.path}/events?after=${after}`;
  }

  messages(before) {
    return request(`${this.path}/messages${before ? `?before=${before}` : ""}`);
  }

  commands(language) {
    return request(`${this.path}/commands?lang=${language}`);
  }

  send(text, replyTo) {
    return this.#post("send", replyTo ? { text, reply_to: replyTo } : { text });
  }

  start(payload) {
    return this.#post("start", payload ? { payload } : {});
  }

  press(messageId, data) {
    return this.#post("press", { message_id: messageId, data });
  }

  edit(messageId, text) {
    return this.#post("edit", { message_id: messageId, text });
  }

  shareContact(phoneNumber) {
    return this.#post("contact", { phone_number: phoneNumber });
  }

  shareLocation(latitude, longitude) {
    return this.#post("location", { latitude, longitude });
  }

  setBlocked(blocked) {
    return this.#post(blocked ? "block" : "unblock", {});
  }

  upload(file, kind, caption) {
    const form = new FormData();
    form.set("kind", kind);
    if (caption) form.set("caption", caption);
    form.set("file", file, file.name || "file");
    return request(`${this.path}/upload`, { method: "POST", body: form });
  }

  #post(what, body) {
    return request(`${this.path}/${what}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
  }
}

async function request(url, options = {}) {
  let response;
  try {
    response = await fetch(url, { credentials: "same-origin", ...options });
  } catch (fault) {
    throw new ApiError(0, String(fault));
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new ApiError(response.status, answer.error ?? response.statusText);
  return answer;
}
