/** GraphiQL in the name of the person in the bar. React, ReactDOM, graphqlWs and GraphiQL are loaded before. */
import { startBar } from "./bar.js";
import { DOCUMENTS } from "./documents.js";
import { boot, session } from "./session.js";

const { React, ReactDOM, GraphiQL, graphqlWs } = globalThis;
const MEMORY = "odontograph.graphiql:";
const BAD_CREDENTIAL = new Set([4401, 4403]); // how the server closes a socket whose token it does not accept
const nonce = document.querySelector("script[nonce]").nonce;

// GraphiQL's dialogs insert a <style> of their own; the policy wants the nonce on it, and GraphiQL cannot be told.
const create = document.createElement.bind(document);
document.createElement = (name, options) => {
  const made = create(name, options);
  if (String(name).toLowerCase() === "style") made.nonce = nonce;
  return made;
};

/** GraphiQL's tabs and history may hold patients' data: they end with the tab, too. */
const memory = {
  getItem: (key) => sessionStorage.getItem(MEMORY + key),
  setItem: (key, value) => sessionStorage.setItem(MEMORY + key, value),
  removeItem: (key) => sessionStorage.removeItem(MEMORY + key),
  clear: () => keys().forEach((key) => sessionStorage.removeItem(key)),
  get length() {
    return keys().length;
  },
};
const keys = () => Object.keys(sessionStorage).filter((key) => key.startsWith(MEMORY));

function openSocket() {
  const address = new URL(boot.graphql, location.href);
  address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
  return graphqlWs.createClient({
    url: address.href,
    connectionParams: async () => {
      const token = await session.token();
      return token === null ? {} : { authorization: `Bearer ${token}` };
    },
    on: { closed: ({ code }) => BAD_CREDENTIAL.has(code) && session.forget() },
  });
}

let socket = openSocket();
let fetcher = makeFetcher();
let schemaKnown = false;
let response; // what the answer pane is reset to
let generation = 0;

function makeFetcher() {
  return GraphiQL.createFetcher({
    url: boot.graphql,
    fetch: session.fetch,
    enableIncrementalDelivery: false,
    wsClient: {
      subscribe: (payload, sink) => socket.subscribe(payload, { ...sink, error: (e) => sink.error(readable(e)) }),
    },
  });
}

/** A failed handshake is a bare Event, which GraphiQL would print as {"isTrusted": true}. */
function readable(error) {
  const bare = error instanceof Event && !(error instanceof CloseEvent);
  if (!bare) return error;
  return Object.assign(new Error("The WebSocket to the server could not be opened."), { stack: undefined });
}

const root = ReactDOM.createRoot(document.getElementById("graphiql"));

function render() {
  const props = {
    key: generation,
    fetcher,
    response,
    storage: memory,
    defaultTabs: DOCUMENTS.examples.map(({ query, variables }) => ({
      query,
      variables: variables ? JSON.stringify(variables, null, 2) : "",
    })),
    defaultEditorToolsVisibility: true,
    shouldPersistHeaders: false,
    schema: boot.introspection ? undefined : null,
    onSchemaChange: (schema) => (schemaKnown = Boolean(schema)),
  };
  const logo = React.createElement(GraphiQL.Logo, { key: "logo" }, " ");
  root.render(React.createElement(GraphiQL, props, logo));
}

/** Another person: their subscriptions end with them, and the answer on the screen is no longer theirs. */
function switched() {
  socket.dispose()?.catch(() => {}); // it never opened: nothing to close
  socket = openSocket();
  const note = `${session.identifier ?? "Nobody"} is signed in now. Run the operation again.`;
  response = JSON.stringify({ console: note }, null, 2);
  if (!schemaKnown) fetcher = makeFetcher(); // another function, and GraphiQL asks for the schema again
  render();
}

document.getElementById("restore-examples").addEventListener("click", () => {
  memory.clear();
  response = undefined;
  generation += 1;
  render();
});

await startBar();
session.addEventListener("change", switched);
render();
