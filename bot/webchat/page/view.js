// The open chat on the screen: what the server tells, shown.

import { Commands } from "./commands.js";
import { Composer } from "./composer.js";
import { alertText } from "./dialogs.js";
import { byId } from "./dom.js";
import { Gate } from "./gate.js";
import { word } from "./i18n.js";
import { Presses } from "./keyboards.js";
import { safeUrl } from "./links.js";
import { closeMenu } from "./menu.js";
import { MessageList } from "./messages.js";
import { ReplyKeys } from "./replykeys.js";
import { Scroller } from "./scroll.js";
import { Status } from "./status.js";
import { toast } from "./toasts.js";

export class ChatView {
  #chatId = null;
  #forced = false;

  /** `does` are the things a visitor can do: send, edit, say, tap, start, unblock. */
  constructor(does) {
    this.presses = new Presses();
    this.list = new MessageList(this.presses);
    this.scroller = new Scroller();
    this.status = new Status();
    this.composer = new Composer(does);
    this.commands = new Commands(does.say);
    this.keys = new ReplyKeys(does.tap);
    this.gate = new Gate(does);
  }

  /** A chat from the start: `history` is the answer of /messages. */
  open(session, history) {
    closeMenu();
    if (session.chat.id !== this.#chatId) this.composer.reset(); // else keep what is half written
    this.#chatId = session.chat.id;
    this.greet(session);
    this.refresh(history);
  }

  /** The same chat, read anew. */
  refresh(history) {
    this.presses.clear();
    this.status.idle();
    this.list.reset(history.messages);
    this.gate.blocked(history.blocked);
    this.#older(history.more);
    this.#emptiness();
    this.#showKeys(history.reply_keyboard, this.#asking(history), history.messages.at(-1));
    this.scroller.toEnd();
    byId("log").setAttribute("aria-busy", "false");
  }

  /** Another chat is on its way. */
  leave() {
    byId("log").setAttribute("aria-busy", "true");
  }

  /** Who the bot is and what it can do, in the visitor's language. */
  greet(session) {
    this.commands.set(session.commands);
    this.status.name(session.bot.first_name);
    byId("empty-text").textContent = session.bot.description || word("emptyHint");
  }

  /** After a change of language. */
  redraw() {
    this.list.redraw();
    this.status.redraw();
    this.composer.redraw();
    this.gate.redraw();
  }

  /** Older messages, the answer of /messages. */
  addOlder(history) {
    this.scroller.holding(() => {
      this.list.prepend(history.messages);
      this.#older(history.more);
    });
    if (document.activeElement === document.body) byId("log").focus({ preventScroll: true });
  }

  /** One event of the stream. */
  receive(kind, event) {
    switch (kind) {
      case "message":
        return this.#message(event);
      case "edit":
        if (this.list.has(event.message_id)) this.list.put(event);
        return undefined;
      case "delete":
        this.list.remove(event.message_id);
        return this.#emptiness();
      case "callback_answer":
        return this.#answer(event);
      case "chat_action":
        this.status.acting(event.action, event.seconds);
        return undefined;
      default:
        return undefined;
    }
  }

  #message(message) {
    const own = !message.from?.is_bot;
    const isNew = this.list.put(message);
    this.#emptiness();
    if (!isNew) return;
    if (own && this.#forced) this.#showKeys(null);
    if (!own) this.status.arrived();
    if (message.reply_keyboard) this.#showKeys(message.reply_keyboard, message);
    this.scroller.arrived({ own });
  }

  #answer({ callback_query_id: queryId, text, show_alert: asAlert, url }) {
    this.presses.answered(queryId);
    const link = url && safeUrl(url);
    if (link || (text && asAlert)) alertText(text ?? "", link);
    else if (text) toast(text);
  }

  /** `asking` is the message that came with the keyboard; `last` the newest one, when a chat is read anew. */
  #showKeys(markup, asking, last) {
    const used = Boolean(markup?.one_time_keyboard && last && !last.from?.is_bot);
    this.keys.set(markup, { open: !used });
    this.composer.hint(markup?.input_field_placeholder);
    if (markup?.force_reply && asking) this.composer.replyTo(asking);
    else if (this.#forced) this.composer.forget();
    this.#forced = Boolean(markup?.force_reply);
  }

  #asking(history) {
    return history.messages.findLast((message) => message.reply_keyboard);
  }

  #older(more) {
    byId("older").hidden = !more;
  }

  #emptiness() {
    byId("empty").hidden = !this.list.isEmpty;
  }
}
