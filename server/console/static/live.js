/**
 * The clinic's events over EventSource.
 *
 * An EventSource cannot send a header, so each connection carries a single-use ticket in its address; for the same
 * reason the browser's own reconnecting is of no use (it would show a spent ticket), and we reconnect ourselves with
 * a new ticket and the last event id as a parameter.
 */
import { startBar } from "./bar.js";
import { DOCUMENTS } from "./documents.js";
import { boot, session } from "./session.js";

const LAST_ID = "after"; // the parameter that stands for the Last-Event-ID header
const LONGEST_WAIT = 30_000;
const MOST_ROWS = 500;
const $ = (id) => document.getElementById(id);

let source = null;
let wanted = false; // does the reader want to be connected
let timer = null;
let failures = 0;
let lastId = null;
let opened = false; // has this person's stream been open before
let attempt = 0; // only the newest attempt may open a stream

async function connect() {
  const mine = ++attempt;
  close();
  state("waiting", lastId === null ? "Connecting …" : `Resuming after ${lastId} …`);
  try {
    const { createStreamTicket } = await session.ask(DOCUMENTS.streamTicket);
    if (mine === attempt && wanted) open(createStreamTicket.ticket);
  } catch (error) {
    if (mine !== attempt) return;
    problem(error.message);
    if (error instanceof TypeError) later(); // the network; anything else is the server's refusal, and final
    else stop();
  }
}

function open(ticket) {
  const address = new URL(boot.clinicEvents, location.href);
  address.searchParams.set("ticket", ticket);
  if (lastId !== null) address.searchParams.set(LAST_ID, lastId);
  source = new EventSource(address);
  source.onopen = () => {
    failures = 0;
    opened = true;
    problem(null);
    state("on", "Live");
  };
  source.onerror = later;
  source.onmessage = receive;
  // Where the stream begins: known before the first event, so that nothing is lost should it break off before.
  source.addEventListener("ready", ({ lastEventId }) => remember(lastEventId));
  source.addEventListener("closed", ({ data }) => ended(parse(data)));
  for (const type of boot.eventTypes) source.addEventListener(type, receive);
}

function remember(id) {
  if (id) lastId = id;
  $("last-id").textContent = lastId ?? "none yet";
}

/** The server ended the stream and says why. With the session over, another ticket may do; a refusal is final. */
function ended({ code, message }) {
  if (code === "UNAUTHENTICATED") return later();
  problem(message ?? null);
  if (code === "FORBIDDEN") stop();
  else later();
}

function later() {
  close();
  if (!wanted) return;
  const wait = Math.min(LONGEST_WAIT, 1000 * 2 ** failures++) * (0.75 + Math.random() / 2);
  state("waiting", `${opened ? "Connection lost" : "No connection"}: trying again in ${Math.ceil(wait / 1000)} s`);
  clearTimeout(timer);
  timer = setTimeout(connect, wait);
}

function close() {
  clearTimeout(timer);
  source?.close();
  source = null;
}

function start() {
  wanted = true;
  failures = 0;
  problem(null);
  $("toggle").textContent = "Disconnect";
  connect();
}

function stop() {
  wanted = false;
  attempt += 1;
  close();
  $("toggle").textContent = "Connect";
  state("off", "Not connected");
}

function receive({ type, data, lastEventId }) {
  const event = parse(data);
  const id = lastEventId || String(event.seq ?? "");
  if (lastId !== null && Number(id) <= Number(lastId)) return; // shown already
  remember(id);
  $("events").prepend(row(id, type === "message" ? event.type ?? type : type, event));
  while ($("events").rows.length > MOST_ROWS) $("events").rows[MOST_ROWS].remove();
  $("empty").hidden = true;
}

function parse(data) {
  try {
    const event = JSON.parse(data);
    return event !== null && typeof event === "object" ? event : { data: event };
  } catch {
    return { data };
  }
}

function row(id, type, { seq, type: _, at, ...contents }) {
  const made = document.createElement("tr");
  const head = document.createElement("th");
  head.scope = "row";
  head.textContent = id || "–";
  const name = document.createElement("code");
  name.textContent = type;
  const time = document.createElement("time");
  const moment = at ? new Date(at) : new Date();
  time.dateTime = moment.toISOString();
  time.textContent = moment.toLocaleTimeString();
  time.title = moment.toLocaleString();
  made.append(head, cell(time), cell(name), cell(facts(contents)));
  return made;
}

function cell(child) {
  const made = document.createElement("td");
  made.append(child);
  return made;
}

function facts(contents) {
  const list = document.createElement("dl");
  for (const [name, value] of Object.entries(contents)) {
    if (value === null) continue;
    const pair = document.createElement("div");
    const term = document.createElement("dt");
    const text = document.createElement("dd");
    term.textContent = name;
    text.textContent = plain(value);
    pair.append(term, text);
    list.append(pair);
  }
  return list;
}

function plain(value) {
  if (Array.isArray(value) && value.every((one) => typeof one !== "object")) return value.join(", ");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function state(name, text) {
  $("state").dataset.state = name;
  $("state").textContent = text;
}

function problem(text) {
  $("live-problem").hidden = !text;
  $("live-problem").textContent = text ?? "";
}

function clear() {
  $("events").replaceChildren();
  $("empty").hidden = false;
}

/** Another person sees other events, perhaps of another clinic: nothing of the former one's stays. */
function switched() {
  stop();
  clear();
  lastId = null;
  opened = false;
  $("last-id").textContent = "none yet";
  $("toggle").disabled = session.identifier === null;
  if (session.identifier !== null) start();
}

$("toggle").addEventListener("click", () => (wanted ? stop() : start()));
$("clear").addEventListener("click", clear);
addEventListener("pagehide", close);
await startBar();
session.addEventListener("change", switched);
switched();
