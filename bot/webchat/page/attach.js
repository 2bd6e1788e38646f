// Sending a picture or a file: chosen, or pasted into the text field.

import { ask } from "./dialogs.js";
import { byId, icon, make } from "./dom.js";
import { fileSize, word } from "./i18n.js";
import { toast } from "./toasts.js";

const PICTURES = new Set(["image/png", "image/jpeg", "image/gif", "image/webp"]);
const LARGEST_PICTURE = 10 * 1024 * 1024;
const LARGEST_FILE = 20 * 1024 * 1024;
const CAPTION_LENGTH = 1024;

/** `upload(file, kind, caption)` does it. */
export function offerAttaching(upload) {
  const input = byId("file");
  byId("attach").addEventListener("click", () => input.click());
  input.addEventListener("change", () => {
    const [file] = input.files;
    if (file) confirmFile(file, upload);
    input.value = ""; // the same file may be chosen again
  });
  byId("text").addEventListener("paste", (event) => {
    const [file] = event.clipboardData.files;
    if (!file) return;
    event.preventDefault();
    confirmFile(file, upload);
  });
}

async function confirmFile(file, upload) {
  const wrong = file.size === 0 ? "fileEmpty" : file.size > LARGEST_FILE ? "fileTooLarge" : null;
  if (wrong) {
    toast(word(wrong));
    return;
  }
  const picture = PICTURES.has(file.type) && file.size <= LARGEST_PICTURE;
  const preview = picture ? URL.createObjectURL(file) : null;
  const caption = make("input", { type: "text", name: "caption", maxlength: CAPTION_LENGTH, autocomplete: "off", autofocus: true });
  const ways = picture ? [way("photo", "asPhoto", true), way("document", "asFile", false)] : [];
  const kind = await ask({
    title: word("fileTitle"),
    content: [
      preview
        ? make("img", { class: "preview", src: preview, alt: file.name })
        : make("p", { class: "card" }, make("span", { class: "sign" }, icon("file")), make("span", { class: "lines" }, make("strong", {}, file.name), make("small", {}, fileSize(file.size)))),
      ...ways.map(({ label }) => label),
      make("label", { class: "line" }, make("span", {}, word("caption")), caption),
    ],
    yes: word("send"),
    check: () => ways.find(({ input }) => input.checked)?.input.value ?? "document",
  });
  if (preview) URL.revokeObjectURL(preview);
  if (kind) await upload(file, kind, caption.value.trim());
}

function way(kind, name, checked) {
  const input = make("input", { type: "radio", name: "way", value: kind, checked });
  return { input, label: make("label", { class: "option" }, input, make("span", {}, word(name))) };
}
