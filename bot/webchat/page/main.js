// Begins here: the controls around the chat, and who listens to what.

import { fetchInfo } from "./api.js";
import { offerAttaching } from "./attach.js";
import { Chat } from "./chat.js";
import { byId } from "./dom.js";
import { chosenLanguage, currentLanguage, speak, word } from "./i18n.js";
import { readPayload, startPayload } from "./links.js";
import { toggleMenu } from "./menu.js";
import { PersonaSwitch } from "./persona.js";
import { askPhone, askPlace } from "./sharing.js";
import { startTheme, themeItems } from "./theme.js";
import { toast } from "./toasts.js";

let botName = "";
const chat = new Chat({ onOpen: opened, tap });
const personas = new PersonaSwitch((name) => chat.open(name, chosenLanguage()));

async function begin() {
  startTheme();
  useLanguage(chosenLanguage() ?? "vi");
  listen();
  chat.view.gate.link(readPayload(new URLSearchParams(location.search)));
  const info = await fetchInfo(currentLanguage()).catch(() => null);
  if (info?.features.personas) personas.offer(info.personas);
  await chat.open(personas.chosen, chosenLanguage());
}

function opened(session) {
  botName = session.bot.username;
  if (chosenLanguage()) return;
  // Nobody chose here yet: as the server knows this person.
  useLanguage(session.person.language_code ?? "vi");
  personas.redraw();
}

function useLanguage(language, options) {
  speak(language, options);
  for (const button of document.querySelectorAll("[data-language]")) {
    button.setAttribute("aria-pressed", String(button.dataset.language === currentLanguage()));
  }
}

/** A button of a reply keyboard. */
async function tap(button) {
  if (button.request_contact) {
    const number = await askPhone();
    if (number) chat.attempt((api) => api.shareContact(number));
  } else if (button.request_location) {
    const place = await askPlace();
    if (place) chat.attempt((api) => api.shareLocation(place.latitude, place.longitude));
  } else {
    chat.attempt((api) => api.send(button.text));
  }
}

function listen() {
  for (const button of document.querySelectorAll("[data-language]")) {
    button.addEventListener("click", () => {
      useLanguage(button.dataset.language, { chosen: true });
      personas.redraw();
      chat.changeLanguage(button.dataset.language);
    });
  }
  byId("more").addEventListener("click", () => toggleMenu(byId("more"), word("more"), moreItems()));
  byId("empty-start").addEventListener("click", () => chat.start());
  byId("older").addEventListener("click", () => chat.fetchOlder());
  offerAttaching((file, kind, caption) => chat.attempt((api) => api.upload(file, kind, caption)));
  listenToMessages(byId("log"));
}

/** What messages ask for (see `tell` in dom.js). */
function listenToMessages(log) {
  log.addEventListener("press", ({ detail }) => chat.press(detail));
  log.addEventListener("say", ({ detail }) => chat.attempt((api) => api.send(detail)));
  log.addEventListener("copy-text", ({ detail }) => copy(detail));
  log.addEventListener("message-menu", ({ target, detail }) => toggleMenu(target, word("messageMenu"), messageItems(detail)));
  log.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    const payload = link ? startPayload(link.href, botName) : null;
    if (payload === null) return;
    event.preventDefault(); // a deep link to this bot: it is already here
    chat.start(payload);
  });
}

function moreItems() {
  const { isBlocked } = chat.view.gate;
  return [
    { label: word("restart"), icon: "restart", action: () => chat.start() },
    {
      label: word(isBlocked ? "unblock" : "block"),
      icon: "block",
      action: () => chat.setBlocked(!isBlocked),
    },
    ...themeItems(),
  ];
}

function messageItems(message) {
  return [
    { label: word("edit"), icon: "edit", action: () => chat.view.composer.correct(message) },
    { label: word("copy"), icon: "copy", action: () => copy(message.text) },
  ];
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast(word("copied"));
  } catch {
    toast(word("copyFailed"));
  }
}

begin();
