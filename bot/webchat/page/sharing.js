// Sharing a phone number or a place when a bot asks for it.

import { ask } from "./dialogs.js";
import { make } from "./dom.js";
import { word } from "./i18n.js";

// Offices and centres in the province, near enough for a trial.
const PLACES = [
  ["Phường Phan Đình Phùng", 21.5928, 105.8442],
  ["Phường Sông Công", 21.4747, 105.8487],
  ["Phường Phổ Yên", 21.4161, 105.8739],
  ["Xã Định Hóa", 21.9086, 105.6425],
  ["Xã Võ Nhai", 21.7575, 106.0788],
  ["Phường Đức Xuân", 22.147, 105.8348],
];
const PATIENCE = 10000;

/** The number typed, in international form, or null. */
export function askPhone() {
  const input = make("input", { type: "tel", name: "phone", autocomplete: "tel", inputmode: "tel", autofocus: true });
  const check = () => international(input.value) ?? new Error(word("phoneWrong"));
  return ask({
    title: word("shareContact"),
    content: [make("p", { class: "faint" }, word("contactHint")), make("label", { class: "line" }, make("span", {}, word("phone")), input)],
    yes: word("share"),
    check,
  });
}

/** {latitude, longitude}, or null. */
export function askPlace() {
  const select = make(
    "select",
    { name: "place", autofocus: true },
    PLACES.map(([name], index) => make("option", { value: index }, name)),
    make("option", { value: "typed" }, word("typedPlace")),
  );
  const latitude = coordinate("latitude", PLACES[0][1]);
  const longitude = coordinate("longitude", PLACES[0][2]);
  const typed = make("div", { class: "pair", hidden: true }, latitude.label, longitude.label);
  const fill = (north, east) => {
    latitude.input.value = north;
    longitude.input.value = east;
  };
  select.addEventListener("change", () => {
    typed.hidden = select.value !== "typed";
    if (typed.hidden) fill(...PLACES[Number(select.value)].slice(1));
  });
  const problem = make("p", { class: "problem", role: "alert" });
  const device = make("button", { type: "button", class: "quiet" }, word("myPlace"));
  device.addEventListener("click", async () => {
    const here = await devicePlace();
    problem.textContent = here ? "" : word("noPlace");
    if (!here) return;
    fill(here.latitude, here.longitude);
    select.value = "typed";
    typed.hidden = false;
  });
  return ask({
    title: word("shareLocation"),
    content: [make("label", { class: "line" }, make("span", {}, word("whichPlace")), select), typed, navigator.geolocation ? device : null, problem],
    yes: word("share"),
    check: () => readPlace(latitude.input.value, longitude.input.value) ?? new Error(word("placeWrong")),
  });
}

/** 0912 345 678 as 84912345678, the way Telegram tells it; null when it is no number. */
export function international(typed) {
  const digits = typed.replace(/[\s().-]/g, "");
  if (!/^\+?\d{9,15}$/.test(digits)) return null;
  if (digits.startsWith("+")) return digits.slice(1);
  return digits.startsWith("00") ? digits.slice(2) : digits.replace(/^0/, "84");
}

function readPlace(north, east) {
  const [latitude, longitude] = [north, east].map((typed) => (typed.trim() ? Number(typed.trim().replace(",", ".")) : NaN));
  const onEarth = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  return onEarth ? { latitude, longitude } : null;
}

function coordinate(name, value) {
  const input = make("input", { type: "text", inputmode: "decimal", name, value, autocomplete: "off" });
  return { input, label: make("label", { class: "line" }, make("span", {}, word(name)), input) };
}

function devicePlace() {
  return new Promise((resolve) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve({ latitude: coords.latitude, longitude: coords.longitude }),
      () => resolve(null),
      { timeout: PATIENCE, maximumAge: 60000 },
    );
  });
}
