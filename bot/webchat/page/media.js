// What a message carries beside text: pictures, files, voice, places, contacts, stickers.

import { fileUrl } from "./api.js";
import { showPicture } from "./dialogs.js";
import { icon, make, tell } from "./dom.js";
import { degrees, fileSize, word } from "./i18n.js";

const SHOWN_WIDTH = 420;

/** The nodes of everything in a message that is not text; empty for a plain text. */
export function media(message) {
  const nodes = [];
  if (message.photo) nodes.push(photo(message));
  if (message.document) nodes.push(file(message.document));
  if (message.voice) nodes.push(voice(message.voice));
  if (message.venue) nodes.push(place(message.venue.location, message.venue.title, message.venue.address));
  else if (message.location) nodes.push(place(message.location, word("location")));
  if (message.contact) nodes.push(contact(message.contact));
  if (message.sticker) nodes.push(sticker(message.sticker));
  return nodes;
}

function photo(message) {
  const sizes = [...message.photo].sort((a, b) => a.width - b.width);
  const largest = sizes.at(-1);
  const fitting = sizes.find((size) => size.width >= SHOWN_WIDTH) ?? largest;
  const description = message.caption || word("photo");
  const image = make("img", {
    src: fileUrl(fitting.file_id), width: fitting.width, height: fitting.height, alt: description, decoding: "async", loading: "lazy",
  });
  const button = make("button", { type: "button", class: "photo", "aria-label": `${word("enlarge")}: ${description}` }, image);
  button.classList.toggle("veiled", Boolean(message.has_media_spoiler));
  if (message.has_media_spoiler) button.setAttribute("aria-label", word("showPhoto"));
  button.addEventListener("click", () => {
    if (!button.classList.contains("veiled")) {
      showPicture(fileUrl(largest.file_id), description);
      return;
    }
    button.classList.remove("veiled");
    button.setAttribute("aria-label", `${word("enlarge")}: ${description}`);
  });
  if (message.has_protected_content) image.addEventListener("contextmenu", (event) => event.preventDefault());
  return button;
}

// A protected file stays downloadable: unlike Telegram's apps a browser has no other way to read it.
function file(document) {
  const name = document.file_name || word("download");
  const size = document.file_size ? fileSize(document.file_size) : "";
  return make(
    "a",
    { class: "card", href: fileUrl(document.file_id), download: name, "aria-label": `${word("download")}: ${name} ${size}`.trim() },
    make("span", { class: "sign" }, icon("file")),
    make("span", { class: "lines" }, make("strong", {}, name), make("small", {}, size)),
  );
}

function voice(recording) {
  return make("audio", { controls: true, preload: "none", src: fileUrl(recording.file_id), "aria-label": word("voice") });
}

function place(location, title, address) {
  const { latitude, longitude } = location;
  const exact = `${latitude},${longitude}`;
  return make(
    "div",
    { class: "place" },
    make("div", { class: "map", "aria-hidden": "true" }, icon("pin")),
    make(
      "div",
      { class: "lines" },
      make("strong", {}, title),
      address ? make("span", {}, address) : null,
      make("small", {}, `${degrees(latitude)}; ${degrees(longitude)}`),
    ),
    make(
      "div",
      { class: "actions" },
      make("a", { class: "quiet", href: `geo:${exact}?q=${exact}` }, word("openMap")),
      make("button", { type: "button", class: "quiet", onclick: (event) => tell(event.target, "copy-text", exact) }, word("copyPlace")),
    ),
  );
}

function contact(person) {
  const name = [person.first_name, person.last_name].filter(Boolean).join(" ");
  const number = person.phone_number;
  return make(
    "div",
    { class: "card" },
    make("span", { class: "sign" }, icon("person")),
    make(
      "span",
      { class: "lines" },
      make("strong", {}, name),
      make("a", { href: `tel:${number.replace(/[^\d+]/g, "")}` }, number),
    ),
  );
}

function sticker(given) {
  return make("p", { class: "sticker", role: "img", "aria-label": `${word("sticker")} ${given.emoji ?? ""}` }, given.emoji ?? "🙂");
}
