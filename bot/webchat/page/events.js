// The stream of events of one chat. The browser reconnects by itself and says which event it saw last; this adds
// what it does not do: coming back at once when the network does, and when the server refused for a while.

const KINDS = ["message", "edit", "delete", "callback_answer", "chat_action", "commands_changed", "reset"];
const LONGEST_PAUSE = 15000;

export class EventStream {
  /** `onEvent(kind, data)`; `onState(connected)`; `onRefused()` when the chat has to be opened anew. */
  constructor({ url, after, onEvent, onState, onRefused }) {
    this.url = url;
    this.last = after;
    this.onEvent = onEvent;
    this.onState = onState;
    this.onRefused = onRefused;
    this.refusals = 0;
    this.wake = () => this.#wake();
    window.addEventListener("online", this.wake);
    document.addEventListener("visibilitychange", this.wake);
    this.#open();
  }

  close() {
    window.removeEventListener("online", this.wake);
    document.removeEventListener("visibilitychange", this.wake);
    clearTimeout(this.timer);
    this.source.close();
  }

  #open() {
    clearTimeout(this.timer);
    const source = new EventSource(this.url(this.last));
    this.source = source;
    source.onopen = () => {
      this.refusals = 0;
      this.onState(true);
    };
    source.onerror = () => this.#lost(source);
    for (const kind of KINDS) source.addEventListener(kind, (event) => this.#receive(kind, event));
  }

  #receive(kind, event) {
    this.last = event.lastEventId || this.last;
    this.onEvent(kind, JSON.parse(event.data));
  }

  #lost(source) {
    this.onState(false);
    if (source.readyState !== EventSource.CLOSED) return; // the browser tries again by itself
    const pause = Math.min(1000 * 2 ** this.refusals, LONGEST_PAUSE);
    this.refusals += 1;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.onRefused(), pause);
  }

  #wake() {
    if (document.hidden || this.source.readyState === EventSource.OPEN) return;
    this.source.close();
    this.#open();
  }
}
