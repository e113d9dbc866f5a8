/** The bar of the pages: switching roles, signing in, and what the person signed in may do. */
import { DOCUMENTS } from "./documents.js";
import { boot, session } from "./session.js";

const $ = (id) => document.getElementById(id);
const words = (name) => String(name ?? "").toLowerCase().replaceAll("_", " ");
let turn = 0; // only the newest switch may write to the page
let held = []; // the permissions shown in the dialog: [{key, scope}]

/** Wire the bar and sign in whoever the address (#as=…) or this tab's memory names. */
export async function startBar() {
  $("as")?.addEventListener("change", pick);
  $("sign-in").addEventListener("submit", submit);
  $("sign-out").addEventListener("click", () => session.signOut());
  $("show-permissions").addEventListener("click", () => $("permissions").showModal());
  $("close-permissions").addEventListener("click", () => $("permissions").close());
  $("permissions").addEventListener("click", (event) => event.target === $("permissions") && $("permissions").close());
  $("permissions-filter").addEventListener("input", listPermissions);
  session.addEventListener("change", (event) => show(event.detail));
  const slug = new URLSearchParams(location.hash.slice(1)).get("as");
  const named = boot.signIns.find((person) => person.slug === slug);
  if (named) {
    history.replaceState(null, "", location.pathname);
    await change(() => session.become(named));
  } else {
    await show(null);
  }
}

async function pick(event) {
  const { value } = event.target;
  $("sign-in").hidden = value !== "*";
  if (value === "*") return $("identifier").focus();
  const person = boot.signIns.find((one) => one.slug === value);
  await change(async () => (person ? session.become(person) : session.signOut()));
}

async function submit(event) {
  event.preventDefault();
  const form = event.target;
  await change(() => session.signIn(form.identifier.value.trim(), form.password.value));
  form.password.value = "";
}

async function change(step) {
  $("session").setAttribute("aria-busy", "true");
  problem(null);
  try {
    await step();
  } catch (error) {
    problem(`Not signed in: ${error.message}`);
    if ($("sign-in").hidden) select();
  } finally {
    $("session").removeAttribute("aria-busy");
  }
}

function select() {
  if ($("as")) $("as").value = session.person?.slug ?? (session.identifier === null ? "" : "*");
}

/** Show who is signed in, asking the server rather than believing the page. */
async function show(reason) {
  const mine = ++turn;
  const signedIn = session.identifier !== null;
  select();
  problem(reason);
  $("sign-in").hidden = signedIn || $("as") !== null;
  $("sign-out").hidden = !signedIn || session.person !== null;
  $("show-permissions").hidden = true;
  $("who").textContent = signedIn ? "…" : "";
  if (!signedIn) return;
  try {
    const { viewer } = await session.ask(DOCUMENTS.viewer);
    if (mine === turn) describe(viewer);
  } catch (error) {
    if (mine !== turn) return;
    $("who").textContent = session.identifier ?? "";
    if (session.identifier !== null) problem(error.message);
  }
}

function describe(viewer) {
  const parts = [
    ["name", viewer.name || session.identifier],
    ["tag role", words(viewer.role)],
    ["clinic", viewer.clinic],
    ["tag plan", words(viewer.plan)],
  ];
  $("who").replaceChildren(...parts.filter(([, text]) => text).map(([style, text]) => element("span", text, style)));
  held = (viewer.permissions ?? []).toSorted((a, b) => (a.key < b.key ? -1 : 1));
  $("show-permissions").hidden = false;
  $("show-permissions").textContent = `${held.length} permissions`;
  $("permissions-of").textContent = parts.map(([, text]) => text).filter(Boolean).join(" · ");
  listPermissions();
}

function listPermissions() {
  const wanted = $("permissions-filter").value.trim().toLowerCase();
  const shown = held.filter(({ key }) => key.toLowerCase().includes(wanted));
  const areas = Map.groupBy(shown, ({ key }) => key.split(key.includes(".") ? "." : "_")[0].toLowerCase());
  $("permissions-count").textContent = `${shown.length} of ${held.length}`;
  $("permissions-list").replaceChildren(...[...areas].map(([area, members]) => group(area, members)));
}

function group(area, members) {
  const list = element("ul");
  list.append(
    ...members.map(({ key, scope }) => {
      const item = element("li");
      item.append(element("code", key), element("span", words(scope), `tag scope-${words(scope)}`));
      return item;
    }),
  );
  const section = element("section");
  section.append(element("h3", area), list);
  return section;
}

function problem(text) {
  $("session-problem").hidden = !text;
  $("session-problem").textContent = text ?? "";
}

function element(name, text = "", style = "") {
  const made = document.createElement(name);
  made.textContent = text;
  if (style) made.className = style;
  return made;
}
