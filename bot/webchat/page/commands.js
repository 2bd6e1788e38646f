// The bot's commands: by the "/" button, or by typing "/".

import { byId } from "./dom.js";
import { word } from "./i18n.js";
import { closeMenu, focusMenu, menuAt, toggleMenu } from "./menu.js";
import { toast } from "./toasts.js";

export class Commands {
  #button = byId("commands");
  #text = byId("text");
  #list = [];

  /** `say(text)` sends a command. */
  constructor(say) {
    this.say = say;
    this.#button.addEventListener("click", () => this.#toggle());
    this.#text.addEventListener("input", () => this.#suggest());
    this.#text.addEventListener("keydown", (event) => this.#steer(event));
  }

  /** The list of this chat and language. */
  set(list) {
    this.#list = list;
    closeMenu();
  }

  #toggle() {
    if (this.#list.length === 0) toast(word("noCommands"));
    else toggleMenu(this.#button, word("commands"), this.#items(""), { wide: true });
  }

  #suggest() {
    const typed = this.#text.value;
    if (menuAt(this.#button)) closeMenu();
    if (!/^\/[a-z0-9_]*$/i.test(typed)) return;
    const items = this.#items(typed.slice(1).toLowerCase());
    if (items.length > 0) toggleMenu(this.#button, word("commands"), items, { wide: true, focus: false });
  }

  #steer(event) {
    if (!menuAt(this.#button) || event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      focusMenu(event.key === "ArrowUp");
    } else if (event.key === "Escape" || event.key === "Enter") {
      closeMenu();
    }
  }

  #items(beginning) {
    return this.#list
      .filter(({ command }) => command.startsWith(beginning))
      .map(({ command, description }) => ({
        code: `/${command}`,
        label: description,
        action: () => this.#choose(command),
      }));
  }

  #choose(command) {
    if (this.#text.value.startsWith("/")) {
      this.#text.value = "";
      this.#text.dispatchEvent(new Event("input", { bubbles: true }));
    }
    this.#text.focus();
    this.say(`/${command}`);
  }
}
