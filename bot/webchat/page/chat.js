// The conversation with the server: opening a chat, following it, doing things in it.

import { ApiError, ChatApi, openSession } from "./api.js";
import { EventStream } from "./events.js";
import { currentLanguage, word } from "./i18n.js";
import { toast } from "./toasts.js";
import { ChatView } from "./view.js";

const LONGEST_PAUSE = 15000;

export class Chat {
  #api = null;
  #stream = null;
  #visit = 0; // counts openings, so that an answer meant for an earlier chat is dropped
  #as = null;

  /** `onOpen(session)` when a chat stands; `tap(button)` for reply keyboards. */
  constructor({ onOpen, tap }) {
    this.onOpen = onOpen;
    this.view = new ChatView({
      send: (text, replyTo) => this.attempt((api) => api.send(text, replyTo)),
      edit: (messageId, text) => this.attempt((api) => api.edit(messageId, text)),
      say: (text) => this.attempt((api) => api.send(text)),
      tap,
      start: (payload) => this.start(payload),
      unblock: () => this.setBlocked(false),
    });
  }

  /** Open the chat of a persona (null: whoever the server takes this browser for); tries until it stands. */
  async open(as, language) {
    this.#as = as;
    const visit = (this.#visit += 1);
    this.#stream?.close();
    this.#api = null;
    this.view.leave();
    for (let pause = 1000; visit === this.#visit; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
      try {
        await this.#openOnce(visit, language);
        return;
      } catch (fault) {
        if (!(fault instanceof ApiError)) throw fault;
        this.view.status.connected(false);
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
  }

  /** The visitor's language, told to the server; the chat stays as it is. */
  async changeLanguage(language) {
    const visit = this.#visit;
    this.view.redraw();
    await this.attempt(async () => {
      const session = await openSession(this.#as, language);
      if (visit === this.#visit) this.view.greet(session);
    });
  }

  /** Do something; says whether it worked, and tells the visitor when it did not. */
  async attempt(action) {
    const api = this.#api;
    try {
      if (!api) throw new ApiError(0, "no chat is open");
      await action(api);
      return true;
    } catch (fault) {
      if (!(fault instanceof ApiError)) throw fault;
      toast(word(fault.status === 413 ? "fileTooLarge" : "sendFailed"));
      return false;
    }
  }

  press(button) {
    return this.attempt((api) => this.view.presses.press(button, (messageId, data) => api.press(messageId, data)));
  }

  async start(payload) {
    if (!(await this.attempt((api) => api.start(payload)))) return;
    this.view.gate.blocked(false);
    this.view.gate.link(null);
    this.view.composer.focus();
  }

  async setBlocked(blocked) {
    if (!(await this.attempt((api) => api.setBlocked(blocked)))) return;
    this.view.gate.blocked(blocked);
    this.view.status.idle();
    if (!blocked) this.view.composer.focus();
  }

  async fetchOlder() {
    const visit = this.#visit;
    await this.attempt(async (api) => {
      const history = await api.messages(this.view.list.all()[0]?.message_id);
      if (visit === this.#visit) this.view.addOlder(history);
    });
  }

  async #openOnce(visit, language) {
    const session = await openSession(this.#as, language);
    const api = new ChatApi(session.chat.id);
    const history = await api.messages();
    if (visit !== this.#visit) return;
    this.#api = api;
    this.onOpen(session);
    this.view.open(session, history);
    this.#follow(history.last_event);
  }

  #follow(after) {
    this.#stream = new EventStream({
      url: (last) => this.#api.eventsUrl(last),
      after,
      onEvent: (kind, event) => this.#receive(kind, event),
      onState: (connected) => this.view.status.connected(connected),
      onRefused: () => this.open(this.#as, currentLanguage()),
    });
  }

  #receive(kind, event) {
    if (kind === "reset") this.#readAnew();
    else if (kind === "commands_changed") this.#readCommands();
    else this.view.receive(kind, event);
  }

  async #readAnew() {
    const visit = this.#visit;
    const worked = await this.attempt(async (api) => {
      const history = await api.messages();
      if (visit !== this.#visit) return;
      this.#stream.close();
      this.view.refresh(history);
      this.#follow(history.last_event);
    });
    if (!worked && visit === this.#visit) this.open(this.#as, currentLanguage());
  }

  async #readCommands() {
    const visit = this.#visit;
    await this.attempt(async (api) => {
      const { commands } = await api.commands(currentLanguage());
      if (visit === this.#visit) this.view.commands.set(commands);
    });
  }
}
