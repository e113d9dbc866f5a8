/**
 * The visits of today on a board that follows them over graphql-transport-ws. graphqlWs is loaded before.
 *
 * Each connection begins alike, the first one and those after it: the number of the last event, then the visits, then
 * what happens after that number. So nothing falls between, however long the line was cut.
 */
import { startBar } from "./bar.js";
import { DOCUMENTS } from "./documents.js";
import { boot, session } from "./session.js";

const { graphqlWs } = globalThis;
const LONGEST_WAIT = 30_000;
const ALIVE = 10_000; // a line that is silent so long is asked whether it still is one
const PATIENCE = 5_000; // and has so long to say so
const REFRESH = 300_000; // the next day begins at the clinic without an event
const FINAL = new Set(["FORBIDDEN", "PLAN_REQUIRED", "MODULE_DISABLED", "CLINIC_SUSPENDED"]);
const BAD_CREDENTIAL = new Set([4401, 4403]); // how the server closes a socket whose token it does not accept
/** Where a visit stands on the board; one that was called off, or only asked for, stands nowhere. */
const COLUMNS = {
  SCHEDULED: "scheduled",
  CONFIRMED: "scheduled",
  ARRIVED: "arrived",
  IN_PROGRESS: "treated",
  COMPLETED: "done",
};
const $ = (id) => document.getElementById(id);

let visits = new Map(); // by id
let came = []; // visits told of while all are being read: the answer may be older than they are
let reading = Promise.resolve(); // one reading after the other, so that the last one is the newest
let zone; // the clinic's time zone
let socket = null;
let timer = null;
let failures = 0;
let turn = 0; // only the newest attempt may write to the page

async function follow() {
  const mine = ++turn;
  clearTimeout(timer);
  if (session.identifier === null) return;
  if (failures === 0) state("waiting", "Connecting …");
  try {
    const { lastEvent } = await ask(DOCUMENTS.lastEvent);
    await load(mine);
    if (mine === turn) await listen(mine, lastEvent);
    if (mine === turn) later();
  } catch (error) {
    if (mine === turn) failed(error);
  }
}

/** The data of an operation. What is refused inside of it (a name) is left out; a refused root is an error. */
async function ask(query) {
  const { data, errors } = await session.answer(query);
  if (data && Object.values(data).every((value) => value !== null)) return data;
  throw refusal(errors?.[0]);
}

function refusal(error) {
  return Object.assign(new Error(error?.message ?? "The server gave no answer."), { code: error?.extensions?.code });
}

function load(mine) {
  return (reading = reading.catch(() => {}).then(() => read(mine)));
}

async function read(mine) {
  if (mine !== turn) return;
  came = [];
  const { viewer, appointmentCalendar } = await ask(DOCUMENTS.todayVisits);
  if (mine !== turn) return;
  zone = viewer.timezone ?? undefined;
  visits = new Map();
  [...appointmentCalendar, ...came].forEach(put);
  show();
}

function put(visit) {
  if (!(visits.get(visit.id)?.rowVersion > visit.rowVersion)) visits.set(visit.id, visit);
}

/** Follow what happens after a number, until the line is cut. Throws what the server ends it with. */
function listen(mine, after) {
  const client = (socket = open(mine));
  return new Promise((resolve, reject) => {
    client.subscribe(
      { query: DOCUMENTS.todayBoard, variables: { after } },
      {
        next: ({ data, errors }) => {
          if (mine !== turn) return;
          if (data?.todayBoard) receive(mine, data.todayBoard);
          else reject(refusal(errors?.[0]));
        },
        error: (problem) => reject(Array.isArray(problem) ? refusal(problem[0]) : new Error("The line was cut.")),
        complete: resolve,
      },
    );
  }).finally(() => client.dispose()?.catch?.(() => {}));
}

function open(mine) {
  const address = new URL(boot.graphql, location.href);
  address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
  let line = null;
  let silence = null;
  return graphqlWs.createClient({
    url: address.href,
    retryAttempts: 0, // we come back ourselves, and read the visits again
    keepAlive: ALIVE,
    connectionParams: async () => ({ authorization: `Bearer ${await session.token()}` }),
    on: {
      opened: (opened) => (line = opened),
      connected: () => {
        if (mine !== turn) return;
        failures = 0;
        problem(null);
        state("on", "Live");
      },
      ping: (received) => {
        if (!received) silence = setTimeout(() => line.close(4408, "No answer"), PATIENCE);
      },
      pong: (received) => received && clearTimeout(silence),
      closed: ({ code }) => {
        clearTimeout(silence);
        if (BAD_CREDENTIAL.has(code)) session.forget();
      },
    },
  });
}

function receive(mine, { node }) {
  // No longer ours to see, and nobody says which one it is: all are read again.
  if (node === null) return load(mine).catch(() => mine === turn && socket.terminate());
  came.push(node);
  put(node);
  show();
}

function failed(error) {
  if (!FINAL.has(error.code)) return later();
  problem(error.message);
  clear();
  state("off", "Not connected");
}

function later() {
  turn += 1;
  const wait = Math.min(LONGEST_WAIT, 1000 * 2 ** failures++) * (0.75 + Math.random() / 2);
  state("waiting", `No connection: trying again in ${Math.ceil(wait / 1000)} s`);
  timer = setTimeout(follow, wait);
}

function show() {
  const day = new Intl.DateTimeFormat("en-CA", { timeZone: zone });
  const today = day.format(new Date());
  const shown = [...visits.values()]
    .filter((visit) => visit.removedAt === null && day.format(new Date(visit.startsAt)) === today)
    .sort((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt) || (a.id < b.id ? -1 : 1));
  $("day").textContent = new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeZone: zone }).format(new Date());
  for (const name of new Set(Object.values(COLUMNS))) {
    const members = shown.filter((visit) => COLUMNS[visit.stage] === name);
    $(`column-${name}`).replaceChildren(...members.map(card));
    $(`count-${name}`).textContent = members.length;
  }
}

function card({ startsAt, patient, doctor, room }) {
  const time = element("time", new Date(startsAt).toLocaleTimeString("en-GB", { timeStyle: "short", timeZone: zone }));
  time.dateTime = startsAt;
  const place = [doctor?.displayName, room?.name].filter(Boolean).join(" · ");
  const made = element("li");
  made.append(time, element("strong", patient?.shortName ?? "–"), element("span", place));
  return made;
}

function element(name, text = "") {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

function state(name, text) {
  $("state").dataset.state = name;
  $("state").textContent = text;
}

function problem(text) {
  $("board-problem").hidden = !text;
  $("board-problem").textContent = text ?? "";
}

function clear() {
  visits = new Map();
  show();
}

/** Another person sees other visits, perhaps of another clinic: nothing of the former one's stays. */
function switched() {
  stop();
  zone = undefined;
  clear();
  problem(null);
  state("off", "Not connected");
  failures = 0;
  follow();
}

function stop() {
  turn += 1;
  clearTimeout(timer);
  socket?.dispose()?.catch?.(() => {}); // it never opened: nothing to close
  socket = null;
}

addEventListener("pagehide", stop);
addEventListener("pageshow", ({ persisted }) => persisted && switched()); // a phone took the page out again
await startBar();
session.addEventListener("change", switched);
setInterval(() => $("state").dataset.state === "on" && load(turn).catch(() => {}), REFRESH);
switched();
