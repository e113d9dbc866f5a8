// Follows a clinic for ever as a client should: whatever breaks, it goes on after the last number it saw.
// node follow.mjs ws|sse host:port token after        lines on standard input: "kill" tears the connection
// Prints one JSON object per line: {connected}, {seq, type, patient}, {errors}, {closed}, {retrying}.
import { createInterface } from 'node:readline';
import { createClient as createSse } from 'graphql-sse';
import { createClient as createWs } from 'graphql-ws';
import WebSocket from 'ws';

const [protocol, address, token, after] = process.argv.slice(2);
const authorization = `Bearer ${token}`;
const say = (message) => console.log(JSON.stringify(message));
const pause = () => new Promise((done) => setTimeout(done, 200));
const patience = { retryAttempts: 200, retryWait: pause, retry: pause, shouldRetry: () => true };

// Both clients send this very object again when they come back: what was seen moves `after` on.
const request = {
  query: `subscription($after: BigInt) { clinicEvents(after: $after) { seq type node { subjectId } } }`,
  variables: { after: Number(after) },
};
const sink = {
  next({ data, errors }) {
    if (errors) return say({ errors: errors.map(({ extensions }) => extensions.code) });
    const { seq, type, node } = data.clinicEvents;
    request.variables.after = seq;
    say({ seq, type, patient: node.subjectId });
  },
  error: (error) => say({ closed: error.code ?? String(error), reason: error.reason ?? null }),
  complete: () => say({ closed: null }),
};

let tear;
if (protocol === 'ws') {
  const client = createWs({
    url: `ws://${address}/graphql`,
    connectionParams: { authorization },
    webSocketImpl: WebSocket,
    ...patience,
    on: {
      connected: (socket) => {
        tear = () => socket.terminate();
        say({ connected: true });
      },
      closed: ({ code }) => say({ retrying: code }),
    },
  });
  client.subscribe(request, sink);
} else {
  // Each request has a connection of its own, which can be torn from here as the network would.
  const client = createSse({
    url: `http://${address}/graphql`,
    headers: { authorization },
    ...patience,
    on: { connected: () => say({ connected: true }) },
    fetchFn: async (url, options) => {
      const line = new AbortController();
      tear = () => line.abort(new Error('torn'));
      return fetch(url, { ...options, signal: AbortSignal.any([options.signal, line.signal]) });
    },
  });
  client.subscribe(request, sink);
}
for await (const line of createInterface({ input: process.stdin })) if (line === 'kill') tear();
process.exit(0);
