// "I am: resident / ward officer / administrator", for the demo only: the server decides whether it is offered.

import { byId, make } from "./dom.js";
import { isWord, word } from "./i18n.js";
import { dropFromAddress } from "./links.js";
import { keep, kept } from "./remember.js";

const KEY = "persona";

export class PersonaSwitch {
  #people = [];
  #chosen = null;

  /** `choose(name)` when the reader takes another part. */
  constructor(choose) {
    byId("persona-choices").addEventListener("change", (event) => {
      this.#remember(event.target.value);
      choose(this.chosen);
    });
  }

  /** Which part is played; null when none can be chosen. */
  get chosen() {
    return this.#chosen;
  }

  /** The people of the demo; ?as= in the address takes a part from the start. */
  offer(people) {
    this.#people = people.filter(({ persona }) => persona);
    const wanted = [new URLSearchParams(location.search).get("as"), kept(KEY, { visit: true }), this.#people[0]?.persona];
    this.#remember(wanted.find((name) => this.#people.some(({ persona }) => persona === name)) ?? null);
    dropFromAddress("as"); // else a reload would undo the next choice
    this.redraw();
  }

  /** Also after a change of language. */
  redraw() {
    const focused = byId("persona-choices").contains(document.activeElement);
    byId("personas").hidden = this.#people.length === 0;
    byId("persona-choices").replaceChildren(...this.#people.map((person) => this.#choice(person)));
    if (focused) byId("persona-choices").querySelector(":checked")?.focus();
  }

  // Kept by tab, so that two tabs can talk as two people.
  #remember(name) {
    this.#chosen = name;
    keep(KEY, name, { visit: true });
  }

  #choice({ persona, first_name: firstName }) {
    const name = isWord(persona) ? word(persona) : firstName;
    const input = make("input", { type: "radio", name: "persona", value: persona, checked: persona === this.#chosen });
    return make("label", { title: firstName }, input, make("span", {}, name));
  }
}
